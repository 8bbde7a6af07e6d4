package io.sennit.mesh.link;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one lane: those that it makes, and those that other lanes make to its port.
 * All of them are on the lane's own event loop.
 *
 * <p>Whoever makes one says first who it is and whom it wants: a port may belong to another node by
 * now, and nothing may reach that which is not for it.
 */
final class Lines {
  private static final Logger log = LoggerFactory.getLogger(Lines.class);
  private static final int CONNECT_MILLIS = 1_000;
  private static final int GREETING_MILLIS = 5_000;
  /** A lane that leaves does not wait longer for others that take nothing any more. */
  private static final int CLOSE_MILLIS = 1_000;

  private final ContextInternal context;
  private final LinkCounters counters;
  private final Ends ends;
  private final Set<Connection> connections = new HashSet<>();
  private @Nullable NetServer server;
  private @Nullable NetClient client;
  private String own = "";

  /** Who hears what a connection brings, and that it has ended. */
  interface Ends {
    void welcome(String from, Connection connection, long endedThere);

    void batch(String from, Buffer batch) throws CorruptFrame;

    void closed(String other, Connection connection);
  }

  Lines(ContextInternal context, LinkCounters counters, Ends ends) {
    this.context = context;
    this.counters = counters;
    this.ends = ends;
  }

  /** From any thread: takes connections; the future has the place. */
  Future<SocketAddress> listen(String host, int port) {
    Promise<SocketAddress> listening = Promise.promise();
    context.runOnContext(v -> Future.succeededFuture()
        .compose(here -> bind(host, port))
        .map(bound -> SocketAddress.inetSocketAddress(bound.actualPort(), host))
        .onComplete(listening));
    return listening.future();
  }

  private Future<NetServer> bind(String host, int port) {
    client = context
        .owner()
        .createNetClient(
            new NetClientOptions().setConnectTimeout(CONNECT_MILLIS).setTcpKeepAlive(true));
    NetServer opened = context
        .owner()
        .createNetServer(new NetServerOptions().setHost(host).setPort(port).setTcpKeepAlive(true))
        .connectHandler(this::accept);
    server = opened;
    return opened.listen();
  }

  /** What the lane is called by others, and calls itself when it makes a connection. */
  void name(String address) {
    own = address;
  }

  private void accept(NetSocket socket) {
    End end = new End(null);
    Connection connection = new Connection(socket, Frames.LONGEST_HELLO, end);
    connections.add(connection);
    context.setTimer(GREETING_MILLIS, late -> {
      if (end.other == null) {
        connection.cut();
      }
    });
  }

  /** On the lane's loop: makes a connection to another lane. */
  Future<Connection> dial(String other, long ended) {
    SocketAddress place;
    try {
      place = LaneAddress.parse(other).place();
    } catch (CorruptFrame noLane) {
      return Future.failedFuture(noLane);
    }
    NetClient from = client;
    if (place == null || from == null) {
      return Future.failedFuture("there is no way to " + other);
    }
    Promise<Connection> made = Promise.promise();
    // In the lane's own context: one of a caller's verticle would end with it.
    context.dispatch(
        v -> from.connect(place).map(socket -> open(socket, other, ended)).onComplete(made));
    return made.future();
  }

  private Connection open(NetSocket socket, String other, long ended) {
    Connection connection = new Connection(socket, BatchReader.LONGEST, new End(other));
    connections.add(connection);
    // By chance, so that neither side can have given the same name to another one.
    connection.named(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    connection.write(Frames.hello(new Frames.Hello(connection.name(), ended, own, other)));
    return connection;
  }

  /** On the lane's loop: takes no more connections, and ends those that are there. */
  Future<Void> close() {
    List.copyOf(connections).forEach(Connection::close);
    context.setTimer(CLOSE_MILLIS, late -> List.copyOf(connections).forEach(Connection::cut));
    NetServer listening = server;
    NetClient dialling = client;
    return listening == null || dialling == null
        ? Future.succeededFuture()
        : Future.join(listening.close(), dialling.close()).mapEmpty();
  }

  /**
   * What comes of one connection. Of one that others have made it is not known whose it is, at
   * first.
   */
  private final class End implements Connection.Listener {
    private @Nullable String other;

    End(@Nullable String other) {
      this.other = other;
    }

    @Override
    public void batch(Connection from, Buffer bytes) throws CorruptFrame {
      if (other == null) {
        greeted(from, Frames.readHello(bytes));
      } else {
        ends.batch(other, bytes);
      }
    }

    private void greeted(Connection from, Frames.Hello hello) throws CorruptFrame {
      if (!hello.to().equals(own)) {
        throw new CorruptFrame("it is for " + hello.to());
      }
      String greeter = LaneAddress.parse(hello.from()).toString();
      other = greeter;
      from.named(hello.connection());
      ends.welcome(greeter, from, hello.ended());
    }

    @Override
    public void corrupt(CorruptFrame why) {
      counters.corrupt();
      log.warn(
          "Ended a connection of {} with {}: {}",
          own,
          other == null ? "somebody who has not said its name" : other,
          why.getMessage());
    }

    @Override
    public void closed(Connection connection) {
      connections.remove(connection);
      if (other != null && !connection.endedHere()) {
        ends.closed(other, connection);
      }
    }
  }
}
