package io.sennit.testkit;

import io.sennit.mesh.settings.Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The doors of all nodes of a test cluster. Each node has an address of its own on the loopback,
 * which tells whose connections are whose.
 */
final class Doors {
  /** The two ports of a node. */
  record Pair(Door member, Door bus) {}

  private final Network network;
  private final Map<String, Pair> pairs = new LinkedHashMap<>();
  private final Map<String, String> namesByHost = new ConcurrentHashMap<>();
  private final Map<String, String> namesById = new ConcurrentHashMap<>();
  // Clusters of tests that run at the same time keep to different addresses.
  private final String subnet = "127." + random(1, 255) + "." + random(0, 256) + ".";

  Doors(Network network) {
    this.network = network;
  }

  Pair open(String node) {
    String host = subnet + (namesByHost.size() + 1);
    namesByHost.put(host, node);
    Pair pair = new Pair(
        new Door(network, node, host, Sender.byHost(namesByHost)),
        new Door(network, node, host, Sender.byFirstMessage(namesById)));
    pairs.put(node, pair);
    return pair;
  }

  /** From now on the node's messages are known as its. */
  void know(String node, String id) {
    namesById.put(id, node);
  }

  /** Where a new node may ask: at those that are there, or at itself when it is the first. */
  List<Address> known() {
    return pairs.values().stream().map(pair -> pair.member().outside()).toList();
  }

  void kill(String node) {
    network.kill(node);
    close(node);
    // Its own connections lead through the others' doors.
    everyDoor().forEach(door -> door.reset(node));
  }

  void close(String node) {
    Pair pair = Objects.requireNonNull(pairs.get(node));
    pair.member().close();
    pair.bus().close();
  }

  private Stream<Door> everyDoor() {
    return pairs.values().stream().flatMap(pair -> Stream.of(pair.member(), pair.bus()));
  }

  private static int random(int from, int to) {
    return ThreadLocalRandom.current().nextInt(from, to);
  }
}
