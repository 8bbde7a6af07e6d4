package io.sennit.mesh.directory;

import io.sennit.mesh.message.Endpoint;
import java.time.Instant;

/**
 * One running instance of a service: what it offers, where it takes calls, and on which node it
 * lives and dies.
 *
 * @param since when the service was first announced, as far as this instance knows: one that joins
 *     takes over what those say that are there
 */
public record Instance(
    ServiceDescription service,
    Endpoint endpoint,
    String nodeName,
    State state,
    Placement placement,
    Instant since) {

  /** Where an instance stands and how much of the load it should get; set by who runs the node. */
  public record Placement(String zone, int weight) {
    public static final Placement DEFAULT = new Placement("", 100);
  }

  /** Unique in the cluster, and the key of its record. */
  public String id() {
    return service.name() + "-" + endpoint.slot() + "@" + endpoint.node();
  }

  /** What people read of it: its node, and which one of those that are there. */
  public String label() {
    return nodeName + "/" + endpoint.slot();
  }

  public Instance in(State next) {
    return new Instance(service, endpoint, nodeName, next, placement, since);
  }

  public Instance since(Instant other) {
    return new Instance(service, endpoint, nodeName, state, placement, other);
  }
}
