package io.sennit.testkit;

import io.sennit.mesh.settings.Address;
import io.vertx.core.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The doors of all nodes of a test cluster. Each node has an address of its own on the loopback,
 * which tells whose connections are whose.
 */
final class Doors {
  /** Those of a node: where it is a member, where its bus is, and one for each of its loops. */
  record Entrances(Door member, Door bus, List<Door> loops) {
    Stream<Door> all() {
      return Stream.concat(Stream.of(member, bus), loops.stream());
    }
  }

  private final Network network;
  private final Map<String, Entrances> sets = new LinkedHashMap<>();
  private final Map<String, String> namesByHost = new ConcurrentHashMap<>();
  private final Map<String, String> namesById = new ConcurrentHashMap<>();
  // Clusters of tests that run at the same time keep to different addresses.
  private final String subnet = "127." + random(1, 255) + "." + random(0, 256) + ".";

  Doors(Network network) {
    this.network = network;
  }

  Entrances open(String node) {
    String host = subnet + (namesByHost.size() + 1);
    namesByHost.put(host, node);
    Entrances set = new Entrances(
        new Door(network, node, host, Sender.byHost(namesByHost)),
        new Door(network, node, host, Sender.byFirstMessage(namesById)),
        new CopyOnWriteArrayList<>());
    sets.put(node, set);
    return set;
  }

  /** Opens one in front of a port where an event loop of the node takes calls. */
  SocketAddress open(String node, SocketAddress inside) {
    Door door = new Door(
        network, node, new Address(inside.host(), inside.port()), Sender.byGreeting(namesById));
    set(node).loops().add(door);
    return SocketAddress.inetSocketAddress(door.outside().port(), inside.host());
  }

  /** From now on the node's messages are known as its. */
  void know(String node, String id) {
    namesById.put(id, node);
  }

  /** Where a new node may ask: at those that are there, or at itself when it is the first. */
  List<Address> known() {
    return sets.values().stream().map(set -> set.member().outside()).toList();
  }

  void kill(String node) {
    network.kill(node);
    close(node);
    // Its own connections lead through the others' doors.
    everyDoor().forEach(door -> door.reset(node));
  }

  void close(String node) {
    set(node).all().forEach(Door::close);
  }

  private Entrances set(String node) {
    return Objects.requireNonNull(sets.get(node));
  }

  private Stream<Door> everyDoor() {
    return sets.values().stream().flatMap(Entrances::all);
  }

  private static int random(int from, int to) {
    return ThreadLocalRandom.current().nextInt(from, to);
  }
}
