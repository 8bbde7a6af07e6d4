package io.sennit.mesh.event;

import java.util.HashMap;
import java.util.Map;

/** Where an instance is in a partition that it works on. */
final class Place {
  /** With so many subjects that wait, something is wrong with all of them. */
  private static final int MOST_PARKED = 1_000;

  private final int partition;
  private final long epoch;
  private final Map<String, Integer> parked = new HashMap<>();
  private long committed;
  private long seen;
  private int retrying;
  private boolean news = true;
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

  /** Whether there may be something behind what has been seen. */
  boolean hasNews() {
    return news;
  }

  void news(boolean now) {
    news = now;
  }

  /** Something new may be handled in it. */
  boolean isFree() {
    return isIdle() && parked.size() < MOST_PARKED;
  }

  boolean isIdle() {
    return !busy && !leaving;
  }

  /** Nothing is in hand in it, and so it may be given back. */
  boolean isQuiet() {
    return !busy && retrying == 0;
  }

  void busy(boolean now) {
    busy = now;
  }

  void retrying(int more) {
    retrying += more;
  }

  /** It takes nothing new, and is given back when it is quiet. */
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
  }

  void unpark(String subject, int events) {
    parked.computeIfPresent(subject, (same, count) -> count <= events ? null : count - events);
  }
}
