package io.sennit.cluster;

import io.sennit.mesh.settings.Address;
import io.sennit.mesh.settings.ClusterSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The members that a node looks for.
 *
 * <p>Who may found a cluster is what keeps nodes that start together in one: a node that was told
 * of others and is not among them itself never founds one, but waits until one of them is there.
 */
final class Seeds {
  /** Where nodes of one machine look for each other when nobody told them anything. */
  private static final int FIRST_LOCAL_PORT = 5701;

  private static final int LOCAL_PORTS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int CONNECT_MILLIS = 500;

  private Seeds() {}

  static List<Address> members(ClusterSettings settings) {
    if (!settings.join().isEmpty() || !settings.configuration().equals("loopback")) {
      return settings.join();
    }
    return IntStream.range(FIRST_LOCAL_PORT, FIRST_LOCAL_PORT + LOCAL_PORTS)
        .mapToObj(port -> new Address(settings.member().host(), port))
        .toList();
  }

  /** Returns when this node may found a cluster, or when a member that it was told of is there. */
  static void await(ClusterSettings settings) throws CannotJoin {
    List<Address> others = settings.join();
    if (others.isEmpty() || others.contains(settings.member())) {
      return;
    }
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (others.stream().noneMatch(Seeds::answers)) {
      if (System.nanoTime() - giveUp > 0) {
        String list = others.stream().map(Address::toString).collect(Collectors.joining(", "));
        throw new CannotJoin("--join: nobody answers at " + list
            + "; start that node, or name this one's own address too if it may be the first");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static boolean answers(Address member) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(member.host(), member.port()), CONNECT_MILLIS);
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }
}
