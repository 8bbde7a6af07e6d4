package io.sennit.mesh.event;

import java.util.HashMap;
import java.util.Map;

/** Where an instance is in a partition that it works on. */
final class Place {
  /** So many events wait in line that something is wrong with all of them. */
  private static final int MOST_PARKED = 1_000;

  private final int partition;
  private final long epoch;
  private final Map<String, Integer> parked = new HashMap<>();
  private long committed;
  private long seen;
  private int waiting;
  private boolean busy;
  private boolean leaving;

  Place(int partition, long epoch, long position) {
    this.partition = partition;
    this.epoch = epoch;
    this.committed = position;
    this.seen = position;
  }

  int partition() {
    return partition;
  }

  /** Whose number goes up when another takes over. */
  long epoch() {
    return epoch;
  }

  /** How far the group is for good. */
  long committed() {
    return committed;
  }

  /** How far there is nothing for the group, which need not be written down. */
  long seen() {
    return seen;
  }

  void commit(long position) {
    committed = position;
    seen = position;
  }

  void see(long position) {
    seen = Math.max(seen, position);
  }

  boolean isFree() {
    return !busy && !leaving && waiting < MOST_PARKED;
  }

  boolean isBusy() {
    return busy;
  }

  void busy(boolean now) {
    busy = now;
  }

  /** It takes nothing new, and is given back when it is no longer busy. */
  void leave() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  boolean holdsBack(String subject) {
    return parked.containsKey(subject);
  }

  void park(String subject, int events) {
    parked.merge(subject, events, Integer::sum);
    waiting += events;
  }

  void unpark(String subject, int events) {
    parked.computeIfPresent(subject, (same, count) -> count <= events ? null : count - events);
    waiting -= events;
  }
}
