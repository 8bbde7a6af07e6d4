package io.sennit.testkit;

import io.sennit.mesh.settings.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Where other nodes reach a port of one node: every connection goes through the network here. */
final class Door implements AutoCloseable {
  // Below those that the system gives out by itself: nobody else gets one before the node takes it.
  private static final int LOWEST_PORT = 10_000;
  private static final int HIGHEST_PORT = 30_000;
  private static final int TRIES = 100;

  private final Network network;
  private final String node;
  private final Sender sender;
  private final ServerSocket entrance;
  private final Address inside;
  private final Set<Passage> passages = ConcurrentHashMap.newKeySet();

  /** Opens in front of a free port of that host, where the node is to listen. */
  Door(Network network, String node, String host, Sender sender) {
    this(network, node, free(host), sender);
  }

  /** Opens in front of a port where the node listens. */
  Door(Network network, String node, Address inside, Sender sender) {
    this.network = network;
    this.node = node;
    this.inside = inside;
    this.sender = sender;
    try {
      entrance = new ServerSocket(0, 128, InetAddress.getByName(inside.host()));
    } catch (IOException none) {
      throw new UncheckedIOException("no port is free on " + inside.host(), none);
    }
    Background.run("door of " + node, this::accept);
  }

  private static Address free(String host) {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
      if (isFree(host, port)) {
        return new Address(host, port);
      }
    }
    throw new IllegalStateException("no port is free on " + host);
  }

  private static boolean isFree(String host, int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /** Where the node itself listens. */
  Address inside() {
    return inside;
  }

  /** Where others connect. */
  Address outside() {
    return new Address(inside.host(), entrance.getLocalPort());
  }

  /** Resets what a node that was killed has here. */
  void reset(String killed) {
    passages.forEach(passage -> passage.reset(killed));
  }

  /** From now on connections are refused; those that are there go on. */
  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Passage passage = new Passage(network, entrance.accept(), node);
        passages.add(passage);
        Background.run("to " + node, () -> {
          passage.run(sender, inside);
          passages.remove(passage);
        });
      } catch (IOException closed) {
        // The loop ends with the door; a caller that is gone already is nobody's loss.
      }
    }
  }
}
