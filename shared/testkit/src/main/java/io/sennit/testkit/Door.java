package io.sennit.testkit;

import io.sennit.mesh.settings.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where other nodes reach a port of one node: every connection goes through the network here. */
final class Door implements AutoCloseable {
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
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return new Address(host, free.getLocalPort());
    } catch (IOException none) {
      throw new UncheckedIOException("no port is free on " + host, none);
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
