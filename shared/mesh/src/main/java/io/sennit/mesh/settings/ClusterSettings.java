package io.sennit.mesh.settings;

import java.util.List;

/**
 * How a node finds its cluster.
 *
 * @param member where this node takes other members' connections
 * @param bus where this node takes event-bus connections
 * @param linkPort where the first event loop takes connections of links, and the others at the next
 *     ports; 0 means any free ones
 * @param join members that may be there already; empty means that this node may be the first
 * @param configuration a configuration that is built in (loopback, lan, kubernetes) or a Hazelcast
 *     YAML file
 * @param service the DNS name that lists all members, for the configuration kubernetes; else empty
 */
public record ClusterSettings(
    Address member,
    Address bus,
    int linkPort,
    List<Address> join,
    String configuration,
    String service) {
  public static final List<String> BUILT_IN = List.of("loopback", "lan", "kubernetes");

  public ClusterSettings {
    join = List.copyOf(join);
  }
}
