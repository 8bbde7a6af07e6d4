package io.sennit.bench.bars;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The bars of the scenarios, what was seen, and whether each was reached. */
public final class Verdicts {
  private static final String MISSED = "MISSED";
  private static final String NOT_RUN = "NOT RUN";

  private final List<Verdict> all = new ArrayList<>();
  private final PrintWriter out;

  public Verdicts(PrintWriter out) {
    this.out = out;
  }

  /** One bar. */
  private record Verdict(String scenario, String bar, String seen, String word) {}

  public void judge(String scenario, String bar, String seen, boolean reached) {
    all.add(new Verdict(scenario, bar, seen, reached ? "PASS" : MISSED));
  }

  /** A scenario that broke off reached nothing. */
  public void brokenOff(String scenario, Throwable cause) {
    judge(scenario, "runs to its end", cause.toString(), false);
  }

  /** A scenario that this machine does not allow is no miss of the product. */
  public void notRun(String scenario, String reason) {
    all.add(new Verdict(scenario, "runs to its end", reason, NOT_RUN));
  }

  /** 1 when a bar was missed, 2 when nothing could be run at all. */
  public int exitCode() {
    if (all.stream().anyMatch(verdict -> verdict.word().equals(MISSED))) {
      return 1;
    }
    return all.stream().allMatch(verdict -> verdict.word().equals(NOT_RUN)) ? 2 : 0;
  }

  public void print() {
    if (exitCode() == 2) {
      all.forEach(v -> out.println(v.scenario() + " was not run: " + v.seen()));
      out.flush();
      return;
    }
    int scenario = width(all.stream().map(Verdict::scenario).toList());
    int bar = width(all.stream().map(Verdict::bar).toList());
    int seen = width(all.stream().map(Verdict::seen).toList());
    String row = "%-" + scenario + "s  %-" + bar + "s  %-" + seen + "s  %s%n";
    out.println();
    out.printf(row, "SCENARIO", "BAR", "SEEN", "");
    all.forEach(v -> out.printf(row, v.scenario(), v.bar(), v.seen(), v.word()));
    out.flush();
  }

  /** For the process that has started this one. */
  public void write(Path file) throws IOException {
    JsonArray rows = new JsonArray();
    all.forEach(v ->
        rows.add(new JsonArray().add(v.scenario()).add(v.bar()).add(v.seen()).add(v.word())));
    Files.writeString(file, rows.encode());
  }

  /** Takes over what a process that this one has started saw. */
  public void read(Path file) throws IOException {
    for (Object row : new JsonArray(Files.readString(file))) {
      JsonArray cells = (JsonArray) row;
      all.add(new Verdict(
          cells.getString(0), cells.getString(1), cells.getString(2), cells.getString(3)));
    }
  }

  private static int width(List<String> cells) {
    return cells.stream().mapToInt(String::length).reduce(8, Math::max);
  }
}
