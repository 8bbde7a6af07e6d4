package io.sennit.bench.events;

import io.sennit.bench.options.Report;

/** One question to the event log. */
interface Measurement {
  /** Tells what was seen, and answers whether the bars were reached. */
  boolean run(Site site, Terms terms, Report report) throws Exception;

  /**
   * How much is measured.
   *
   * @param rounds how often the contestants take turns
   * @param seconds how long a turn takes that is bounded by time
   * @param history how many events are in a log that is full
   */
  record Terms(int rounds, double seconds, int history) {}

  static boolean bar(Report report, String what, boolean reached) {
    report.text().println((reached ? "reached: " : "MISSED: ") + what);
    report.text().flush();
    return reached;
  }
}
