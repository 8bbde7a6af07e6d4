package io.sennit.bench.start;

import io.sennit.bench.bars.Verdicts;
import io.sennit.bench.measure.Medians;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What several starts of the same took. */
final class Starts {
  private static final double MOST_RESIDENT = 250;

  private final List<Double> millis = new ArrayList<>();
  private final List<Double> resident = new ArrayList<>();
  private final List<Double> childrenResident = new ArrayList<>();

  void add(double tookMillis, double residentMib, double childrenMib) {
    millis.add(tookMillis);
    resident.add(residentMib);
    childrenResident.add(childrenMib);
  }

  List<Double> millis() {
    return millis;
  }

  List<Double> resident() {
    return resident;
  }

  List<Double> childrenResident() {
    return childrenResident;
  }

  /** The bars are for medians: a machine that did something else just then moves no bar. */
  void judge(String what, double mostMillis, Verdicts verdicts) {
    double took = Medians.of(millis, Double::doubleValue);
    verdicts.judge(
        what, show("ready within %.0f ms", mostMillis), show("%.0f ms", took), took < mostMillis);
    double has = Medians.of(resident, Double::doubleValue);
    verdicts.judge(
        what,
        show("less than %.0f MiB resident", MOST_RESIDENT),
        show("%.0f MiB", has),
        has < MOST_RESIDENT);
  }

  private static String show(String form, double figure) {
    return String.format(Locale.ROOT, form, figure);
  }
}
