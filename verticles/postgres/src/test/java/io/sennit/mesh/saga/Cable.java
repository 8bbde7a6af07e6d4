package io.sennit.mesh.saga;

import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * The line between one process and PostgreSQL. It tells each moment of the transactions that change
 * something, and can be cut at any of them: what is on the way then is lost in both directions, and
 * nothing comes through any more.
 */
final class Cable {
  private final Set<NetSocket> ends = new HashSet<>();
  private final Predicate<String> cutAt;
  private final NetServer server;
  // Vert.x closes a client that nobody refers to any more, with its connections.
  private final NetClient dialler;
  private boolean cut;

  private Cable(Predicate<String> cutAt, NetServer server, NetClient dialler) {
    this.cutAt = cutAt;
    this.server = server;
    this.dialler = dialler;
  }

  /**
   * Lays it to that port.
   *
   * @param cutAt whether to cut it before this goes through, such as {@code orders: COMMIT}
   */
  static Cable to(Vertx vertx, int port, Predicate<String> cutAt) {
    NetServer server = vertx.createNetServer();
    Cable cable = new Cable(cutAt, server, vertx.createNetClient());
    server.connectHandler(client -> cable.connect(client, port));
    Wait.forResult(server.listen(0, "127.0.0.1"));
    return cable;
  }

  int port() {
    return server.actualPort();
  }

  private void connect(NetSocket client, int port) {
    client.pause();
    dialler
        .connect(port, "127.0.0.1")
        .onFailure(gone -> client.close())
        .onSuccess(database -> join(client, database));
  }

  private void join(NetSocket client, NetSocket database) {
    ends.add(client);
    ends.add(database);
    Conversation conversation = new Conversation();
    client.handler(bytes -> pass(bytes, conversation::asked, database));
    database.handler(bytes -> pass(bytes, conversation::answered, client));
    client.closeHandler(closed -> database.close());
    database.closeHandler(closed -> client.close());
    client.exceptionHandler(reset -> database.close());
    database.exceptionHandler(reset -> client.close());
    if (cut) {
      closeAll();
    } else {
      client.resume();
    }
  }

  /** What was said before the moment of the cut is through. */
  private void pass(
      Buffer bytes, BiFunction<Buffer, Predicate<String>, Buffer> part, NetSocket to) {
    if (cut) {
      return;
    }
    Buffer through = part.apply(bytes, this::passes);
    Future<Void> written = through.length() == 0 ? Future.succeededFuture() : to.write(through);
    if (cut) {
      server.close();
      written.onComplete(said -> closeAll());
    }
  }

  private boolean passes(String moment) {
    cut |= cutAt.test(moment);
    return !cut;
  }

  private void closeAll() {
    Set.copyOf(ends).forEach(NetSocket::close);
  }
}
