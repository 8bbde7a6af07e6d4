package io.sennit.bench.pick;

import io.sennit.mesh.balance.Candidate;
import io.sennit.mesh.balance.Load;

/**
 * An instance as the client of a node sees it: a few calls are in flight and some were measured.
 */
final class Seat implements Candidate {
  private static final double WEIGHT = 100;
  private static final int MOST = 1_000;

  private final String id;
  private final Load load;

  Seat(String id, Load load, int inFlight) {
    this.id = id;
    this.load = load;
    load.end(load.start(), System.nanoTime(), false);
    for (int i = 0; i < inFlight; i++) {
      load.start();
    }
  }

  boolean hasRoom() {
    return load.inFlight() < MOST;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public double weight() {
    return WEIGHT;
  }

  @Override
  public double latency() {
    return load.latency();
  }

  @Override
  public int inFlight() {
    return load.inFlight();
  }
}
