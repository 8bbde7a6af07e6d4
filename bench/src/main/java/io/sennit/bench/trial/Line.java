package io.sennit.bench.trial;

import io.sennit.testkit.Wait;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The way from one node to the database, which can be cut, and at a commit to the byte. */
final class Line implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final byte[] COMMIT = "Q\0\0\0\u000bCOMMIT\0".getBytes(StandardCharsets.US_ASCII);

  /** The next commit of the node: where it ends, and what happens then. */
  private record Trap(Point point, Runnable sprung) {}

  private final NetClient client;
  private final NetServer server;
  private final int target;
  private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();
  private volatile boolean dead;

  Line(Vertx vertx, int target) {
    this.target = target;
    this.client = vertx.createNetClient();
    this.server =
        Wait.forResult(vertx.createNetServer().connectHandler(this::connect).listen(0, HOST));
  }

  int port() {
    return server.actualPort();
  }

  /** The next commit breaks there. */
  void arm(Point point, Runnable sprung) {
    trap.set(new Trap(point, sprung));
  }

  void disarm() {
    trap.set(null);
  }

  /** As when the machine of the node is gone: the database hears no more of it, nor it of it. */
  void cut() {
    dead = true;
    sockets.forEach(NetSocket::close);
  }

  private void connect(NetSocket node) {
    node.pause();
    client.connect(target, HOST).onComplete(database -> join(node, database), refused -> {
      node.close();
    });
  }

  private void join(NetSocket node, NetSocket database) {
    sockets.add(node);
    sockets.add(database);
    if (dead) {
      node.close();
      database.close();
    }
    node.closeHandler(ended -> end(node, database));
    database.closeHandler(ended -> end(database, node));
    database.handler(node::write);
    node.handler(sent -> send(node, database, sent));
    node.resume();
  }

  private void end(NetSocket ended, NetSocket other) {
    sockets.remove(ended);
    other.close();
  }

  private void send(NetSocket node, NetSocket database, Buffer sent) {
    Trap set = trap.get();
    if (dead || set == null || !isCommit(sent) || !trap.compareAndSet(set, null)) {
      database.write(sent);
    } else if (set.point() == Point.BEFORE_COMMIT) {
      set.sprung().run();
      node.close();
    } else {
      // The first answer that comes is that to the commit, which is not passed on.
      database.handler(answer -> {
        set.sprung().run();
        node.close();
      });
      database.write(sent);
    }
  }

  private static boolean isCommit(Buffer sent) {
    return sent.length() >= COMMIT.length
        && sent.slice(sent.length() - COMMIT.length, sent.length()).equals(Buffer.buffer(COMMIT));
  }

  @Override
  public void close() {
    cut();
    Wait.forResult(server.close().eventually(client::close));
  }
}
