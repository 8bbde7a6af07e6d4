package io.sennit.mesh.balance;

import java.util.ArrayDeque;
import java.util.Deque;

/** An instance in simulated time: some workers, and a queue in front of them. */
final class Server implements Candidate {
  final String id;
  final double weight;
  final int workers;
  final Load load;
  final Deque<Long> waiting = new ArrayDeque<>();
  double meanNanos;
  boolean stuck;
  boolean failing;
  int busy;
  long picks;

  Server(String id, double weight, int workers, Load load) {
    this.id = id;
    this.weight = weight;
    this.workers = workers;
    this.load = load;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public double weight() {
    return weight;
  }

  @Override
  public double latency() {
    return load.latency();
  }

  @Override
  public int inFlight() {
    return load.inFlight();
  }

  @Override
  public String toString() {
    return id + ": " + picks;
  }
}
