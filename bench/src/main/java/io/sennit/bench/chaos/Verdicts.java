package io.sennit.bench.chaos;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The bars of the scenarios, what was seen, and whether each was reached. */
final class Verdicts {
  private static final String MISSED = "MISSED";
  private static final String NOT_RUN = "NOT RUN";

  private final List<Verdict> all = new ArrayList<>();
  private final PrintWriter out;

  Verdicts(PrintWriter out) {
    this.out = out;
  }

  /** One bar. */
  private record Verdict(String scenario, String bar, String seen, String word) {}

  void say(String line) {
    out.println(line);
    out.flush();
  }

  void judge(String scenario, String bar, String seen, boolean reached) {
    all.add(new Verdict(scenario, bar, seen, reached ? "PASS" : MISSED));
  }

  /** A scenario that broke off reached nothing. */
  void brokenOff(String scenario, Throwable cause) {
    judge(scenario, "runs to its end", cause.toString(), false);
  }

  /** A scenario that this machine does not allow is no miss of the product. */
  void notRun(String scenario, String reason) {
    all.add(new Verdict(scenario, "runs to its end", reason, NOT_RUN));
  }

  /** 1 when a bar was missed, 2 when nothing could be run at all. */
  int exitCode() {
    if (all.stream().anyMatch(verdict -> verdict.word().equals(MISSED))) {
      return 1;
    }
    return all.stream().allMatch(verdict -> verdict.word().equals(NOT_RUN)) ? 2 : 0;
  }

  void print() {
    int scenario = width(all.stream().map(Verdict::scenario).toList());
    int bar = width(all.stream().map(Verdict::bar).toList());
    int seen = width(all.stream().map(Verdict::seen).toList());
    String row = "%-" + scenario + "s  %-" + bar + "s  %-" + seen + "s  %s%n";
    out.println();
    out.printf(row, "SCENARIO", "BAR", "SEEN", "");
    all.forEach(v -> out.printf(row, v.scenario(), v.bar(), v.seen(), v.word()));
    out.flush();
  }

  private static int width(List<String> cells) {
    return cells.stream().mapToInt(String::length).reduce(8, Math::max);
  }
}
