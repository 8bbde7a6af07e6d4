package io.sennit.mesh.store;

import java.time.Duration;

/**
 * How often something is looked up that nobody waits for: it rests fifty times as long as it took,
 * because what takes long does so when the database has most to do.
 *
 * @param least the shortest rest
 * @param most the longest rest, however long it took
 */
public record Pace(Duration least, Duration most) {
  private static final int RESTS = 50;

  /** After a look that took so long. */
  public Duration restAfter(Duration took) {
    Duration rest = took.multipliedBy(RESTS);
    if (rest.compareTo(least) < 0) {
      return least;
    }
    return rest.compareTo(most) > 0 ? most : rest;
  }
}
