package io.sennit.mesh.event;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * How far a log had come at which time. Whoever reads what is new need not look into the segments
 * of the days before, of which there are as many as are kept.
 */
final class Milestones {
  private static final Duration APART = Duration.ofHours(1);
  /** More than a clock is ever set back, and than passes between the position and the time. */
  private static final Duration MARGIN = Duration.ofHours(1);

  private static final int MOST = 24;
  private static final OffsetDateTime NEVER =
      OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private final Deque<Milestone> passed = new ArrayDeque<>();
  private OffsetDateTime latest = NEVER;

  /** All behind this position was told after that time. */
  private record Milestone(long position, OffsetDateTime time) {}

  /** The log was there at that time, which was looked up first. */
  void pass(long position, OffsetDateTime now) {
    if (now.isBefore(latest)) {
      // A clock that is set back makes what is new look old.
      passed.clear();
    }
    latest = now;
    @Nullable Milestone last = passed.peekLast();
    if (last == null || !now.isBefore(last.time().plus(APART))) {
      passed.addLast(new Milestone(position, now));
    }
    if (passed.size() > MOST) {
      passed.removeFirst();
    }
  }

  /** A time before all that was told behind this position. */
  OffsetDateTime before(long position) {
    for (Iterator<Milestone> latestFirst = passed.descendingIterator(); latestFirst.hasNext(); ) {
      Milestone milestone = latestFirst.next();
      if (milestone.position() <= position) {
        return milestone.time().minus(MARGIN);
      }
    }
    return NEVER;
  }
}
