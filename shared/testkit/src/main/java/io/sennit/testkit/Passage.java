package io.sennit.testkit;

import io.sennit.mesh.settings.Address;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One connection from node to node. Its bytes, its end and its reset wait for as long as the
 * network does not let them pass; nothing is lost on the way, as nothing is that TCP sends again.
 */
final class Passage {
  private static final int CHUNK = 64 * 1024;
  private static final int OPENING_MILLIS = 20;
  /** What a caller may say before it is through; more than that, and it is turned away. */
  private static final int MOST_SAID = 16 * 1024 * 1024;

  private final Network network;
  private final Socket caller;
  private final Socket callee = new Socket();
  private final String to;
  private final AtomicInteger directions = new AtomicInteger(2);
  private volatile @Nullable String from;

  private record Side(String node, Socket socket) {}

  Passage(Network network, Socket caller, String to) {
    this.network = network;
    this.caller = caller;
    this.to = to;
  }

  /** Lets the connection through as soon as a handshake would succeed; ends when it has ended. */
  void run(Sender sender, Address inside) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try {
      String node = opening(sender, said);
      if (node == null) {
        end();
        return;
      }
      caller.setTcpNoDelay(true);
      callee.setTcpNoDelay(true);
      callee.connect(new InetSocketAddress(inside.host(), inside.port()));
      if (network.isDead(node) || network.isDead(to)) {
        end();
        return;
      }
      callee.getOutputStream().write(said.toByteArray());
      Side calling = new Side(node, caller);
      Side called = new Side(to, callee);
      Background.run("from " + to + " to " + node, () -> pump(called, calling));
      pump(calling, called);
    } catch (IOException failed) {
      end();
    }
  }

  /** Cuts off a node that was killed; the other side learns of it when the network lets it. */
  void reset(String killed) {
    if (killed.equals(to)) {
      reset(callee);
    }
    if (killed.equals(from)) {
      reset(caller);
    }
  }

  void end() {
    reset(caller);
    reset(callee);
  }

  /** The node that calls, or null when it gave up before it got through. */
  private @Nullable String opening(Sender sender, ByteArrayOutputStream said) throws IOException {
    byte[] chunk = new byte[CHUNK];
    caller.setSoTimeout(OPENING_MILLIS);
    boolean held = false;
    boolean heardAll = false;
    while (said.size() < MOST_SAID) {
      String node = sender.of(caller, said.toByteArray());
      from = node;
      if (node != null && network.joins(node, to) && (heardAll || !held)) {
        caller.setSoTimeout(0);
        return node;
      }
      held |= node != null;
      try {
        int count = caller.getInputStream().read(chunk);
        if (count < 0) {
          return null;
        }
        heardAll = false;
        said.write(chunk, 0, count);
      } catch (SocketTimeoutException quiet) {
        heardAll = true;
      }
    }
    return null;
  }

  private void pump(Side source, Side sink) {
    byte[] chunk = new byte[CHUNK];
    Side broken = source;
    try {
      int count;
      while ((count = source.socket().getInputStream().read(chunk)) >= 0) {
        network.awaitPassage(source.node(), sink.node());
        broken = sink;
        sink.socket().getOutputStream().write(chunk, 0, count);
        broken = source;
      }
      network.awaitPassage(source.node(), sink.node());
      sink.socket().shutdownOutput();
      if (directions.decrementAndGet() == 0) {
        end();
      }
    } catch (IOException wasReset) {
      resetBehind(broken, broken.equals(source) ? sink : source);
    }
  }

  private void resetBehind(Side broken, Side other) {
    reset(broken.socket());
    try {
      network.awaitPassage(broken.node(), other.node());
    } catch (IOException interrupted) {
      // Nobody waits for it any more.
    }
    reset(other.socket());
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException gone) {
      // It is closed already, which is all that was wanted.
    }
  }
}
