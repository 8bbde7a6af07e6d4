package io.sennit.mesh.balance;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A candidate that is as a test says, and counts how often it was picked. */
final class Stand implements Candidate {
  final String id;
  double weight;
  double latency = 1e6;
  int inFlight;
  int picks;

  Stand(String id, double weight) {
    this.id = id;
    this.weight = weight;
  }

  static List<Stand> weighing(double... weights) {
    return IntStream.range(0, weights.length)
        .mapToObj(i -> new Stand("time-" + i + "@node", weights[i]))
        .toList();
  }

  static List<Stand> equal(int size) {
    return weighing(IntStream.range(0, size).mapToDouble(i -> 1).toArray());
  }

  static Predicate<Stand> isOneOf(List<Stand> eligible) {
    return eligible::contains;
  }

  double share(List<Stand> all) {
    return (double) picks / all.stream().mapToInt(s -> s.picks).sum();
  }

  double weightOf(List<Stand> all) {
    return weight / all.stream().mapToDouble(s -> s.weight).sum();
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
    return latency;
  }

  @Override
  public int inFlight() {
    return inFlight;
  }

  @Override
  public String toString() {
    return id;
  }
}
