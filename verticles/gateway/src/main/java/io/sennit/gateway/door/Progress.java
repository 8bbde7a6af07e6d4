package io.sennit.gateway.door;

import io.sennit.gateway.rules.Pace;

/** Whether bytes that are due keep coming. */
final class Progress {
  private final long windowNanos;
  private final long least;
  private boolean due;
  private long begun;
  private long before;

  Progress(Pace pace) {
    this.windowNanos = pace.window().toNanos();
    this.least = pace.least() * pace.window().toMillis() / 1_000;
  }

  /**
   * Looks at it again.
   *
   * @param isDue whether the other side is to move at all
   * @param total bytes so far
   * @return true when something was due for a whole window and too little came of it
   */
  boolean stalls(boolean isDue, long total, long now) {
    if (!isDue || !due) {
      due = isDue;
      begun = now;
      before = total;
      return false;
    }
    if (now - begun < windowNanos) {
      return false;
    }
    boolean slow = total - before < least;
    begun = now;
    before = total;
    return slow;
  }
}
