package io.sennit.bench.chaos;

import java.util.concurrent.TimeUnit;

/**
 * What became of one request. Times are of the monotonic clock.
 *
 * @param due when it should have been sent, which is when its latency begins
 * @param status its HTTP status, 0 when no answer came
 * @param process which process answered, 0 when none said so
 * @param fault why no answer came, or nothing
 */
record Answer(
    long due, long sent, long end, int status, boolean retryAfter, long process, String fault) {
  static final int OK = 200;
  /** How late a call may begin before it counts as run too late: clocks and queues on its way. */
  static final long SLACK_MILLIS = 250;

  static Answer of(long due, long sent, int status, boolean retryAfter, long process) {
    return new Answer(due, sent, System.nanoTime(), status, retryAfter, process, "");
  }

  static Answer none(long due, long sent, Throwable cause) {
    return new Answer(
        due, sent, System.nanoTime(), 0, false, 0, cause.getClass().getSimpleName());
  }

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

  /** What it came to, in a word. */
  String outcome() {
    return fault.isEmpty() ? Integer.toString(status) : fault;
  }

  /** A line of a table: milliseconds since a moment, and what it came to. */
  String csv(long since) {
    return String.join(
        ",",
        Show.decimal(millis(due - since)),
        Show.decimal(sentLateMillis()),
        Show.decimal(millis()),
        outcome(),
        Long.toString(process));
  }

  private static double millis(long nanos) {
    return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
