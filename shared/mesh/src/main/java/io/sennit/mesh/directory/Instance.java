package io.sennit.mesh.directory;

import io.sennit.mesh.message.Endpoint;

/**
 * One running instance of a service: what it offers, where it takes calls, and on which node it
 * lives and dies.
 */
public record Instance(
    ServiceDescription service,
    Endpoint endpoint,
    String nodeName,
    State state,
    Placement placement) {

  /** Where an instance stands and how much of the load it should get; set by who runs the node. */
  public record Placement(String zone, int weight) {
    public static final Placement DEFAULT = new Placement("", 100);
  }

  /** Unique in the cluster, and the key of its record. */
  public String id() {
    return service.name() + "-" + endpoint.slot() + "@" + endpoint.node();
  }

  public Instance in(State next) {
    return new Instance(service, endpoint, nodeName, next, placement);
  }
}
