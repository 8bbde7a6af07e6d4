package io.sennit.bench.chaos;

import java.util.concurrent.TimeUnit;

/**
 * What became of one request. Times are of the monotonic clock.
 *
 * @param due when it should have been sent, which is when its latency begins
 * @param status its HTTP status, 0 when no answer came
 * @param process which process answered, 0 when none said so
 */
record Answer(long due, long sent, long end, int status, boolean retryAfter, long process) {
  static final int OK = 200;
  /** How late a call may begin before it counts as run too late: clocks and queues on its way. */
  static final long SLACK_MILLIS = 250;

  boolean ok() {
    return status == OK;
  }

  double millis() {
    return millis(end - due);
  }

  /** How long this process held it back, as it does when the machine is too busy for it. */
  double sentLateMillis() {
    return millis(sent - due);
  }

  private static double millis(long nanos) {
    return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
