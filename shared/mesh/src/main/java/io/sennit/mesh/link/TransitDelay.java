package io.sennit.mesh.link;

/**
 * How much longer than usual a batch of one sender was under way.
 *
 * <p>Sender and receiver have different clocks, so the difference of their times says nothing by
 * itself; its smallest value of late is what a quick batch shows, and what is above it is waiting:
 * in a socket buffer, or in a process that was stopped. The smallest is taken over the last one to
 * two windows, so that a clock that was set is forgotten.
 */
final class TransitDelay {
  private static final long WINDOW_MILLIS = 60_000;
  private static final long NONE = Long.MAX_VALUE;

  private long windowStart = Long.MIN_VALUE;
  private long current = NONE;
  private long previous = NONE;

  /**
   * Milliseconds above the usual, for a batch that left at {@code sentAt} by its sender's clock.
   */
  long excess(long sentAt, long now) {
    if (windowStart == Long.MIN_VALUE) {
      windowStart = now;
    } else if (now - windowStart >= WINDOW_MILLIS && current != NONE) {
      previous = current;
      current = NONE;
      windowStart = now;
    }
    long difference = now - sentAt;
    long usual = Math.min(Math.min(current, previous), difference);
    current = Math.min(current, difference);
    return difference - usual;
  }
}
