package io.sennit.cluster;

import io.sennit.mesh.settings.Address;
import io.sennit.mesh.settings.ClusterSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The members that a node looks for, and whether it may found a cluster.
 *
 * <p>That is what keeps nodes that start together in one cluster, and quick: where every one of
 * them may found one at once, they have to vote. So the first that a list names founds; those
 * behind it wait for one before them, for a while; a node that is not in its list never founds.
 */
final class Seeds {
  /** Where nodes of one machine look for each other when nobody told them anything. */
  private static final int FIRST_LOCAL_PORT = 5701;

  private static final int LOCAL_PORTS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  /** How long a node that may found a cluster leaves that to those before it. */
  private static final Duration COURTESY = Duration.ofSeconds(5);

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

  /**
   * Returns when this node may go on: it may found a cluster, or a member that it was told of is
   * there.
   *
   * @param self where others reach this node
   */
  static void await(Address self, List<Address> members) throws CannotJoin {
    int own = indexOf(self, members);
    if (own >= 0) {
      awaitAny(members.subList(0, own), COURTESY);
    } else if (!members.isEmpty() && !awaitAny(members, PATIENCE)) {
      String list = members.stream().map(Address::toString).collect(Collectors.joining(", "));
      throw new CannotJoin("--join: nobody answers at " + list
          + "; start that node, or name this one's own address too if it may be the first");
    }
  }

  /** Where a list means this node: it may name it, where the node itself listens on a number. */
  private static int indexOf(Address own, List<Address> members) {
    List<InetAddress> here = resolved(own);
    for (int i = 0; i < members.size(); i++) {
      boolean samePort = members.get(i).port() == own.port();
      if (samePort && !here.isEmpty() && resolved(members.get(i)).containsAll(here)) {
        return i;
      }
    }
    return -1;
  }

  private static List<InetAddress> resolved(Address address) {
    try {
      return List.of(InetAddress.getAllByName(address.host()));
    } catch (UnknownHostException unknown) {
      // A member that has no address yet is not this one.
      return List.of();
    }
  }

  private static boolean awaitAny(List<Address> members, Duration patience) {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (members.stream().noneMatch(Seeds::answers)) {
      if (members.isEmpty() || System.nanoTime() - giveUp > 0) {
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
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
