package io.sennit.bench.events;

import java.io.PrintWriter;

/** One question to the event log. */
interface Measurement {
  /** Prints what was seen, and answers whether the bars were reached. */
  boolean run(Site site, Terms terms, PrintWriter to) throws Exception;

  /**
   * How much is measured.
   *
   * @param rounds how often the contestants take turns
   * @param seconds how long a turn takes that is bounded by time
   * @param history how many events are in a log that is full
   */
  record Terms(int rounds, double seconds, int history) {}

  static boolean bar(PrintWriter to, String what, boolean reached) {
    to.println((reached ? "reached: " : "MISSED: ") + what);
    to.flush();
    return reached;
  }
}
