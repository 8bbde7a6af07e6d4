package io.sennit.mesh.balance;

/** What a balancer needs to know of an instance. */
public interface Candidate {

  /** The same for the same instance wherever and whenever it is asked for. */
  String id();

  /** Its share of the calls in relation to others; never 0. A new instance starts with less. */
  double weight();

  /** How long it is expected to take for one call, in nanoseconds, when it has nothing else. */
  double latency();

  /** Calls of this node that it has not answered yet. */
  int inFlight();
}
