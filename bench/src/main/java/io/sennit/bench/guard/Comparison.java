package io.sennit.bench.guard;

import io.sennit.bench.measure.Medians;
import java.util.ArrayList;
import java.util.List;

/** One figure of both editions, round by round. */
final class Comparison {
  /** What must be left of it. */
  static final double BAR = 0.9;

  private final List<Figure> before = new ArrayList<>();
  private final List<Figure> now = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();

  /** What is known when all rounds are over. */
  enum Verdict {
    /** More than a tenth was lost, and that is no accident. */
    LOST,
    /** More than a tenth may have been lost, or nothing. */
    NOT_CERTAIN,
    HELD
  }

  /** Both of one round: ratios are taken within it, since the machine drifts between rounds. */
  void add(Figure earlier, Figure current) {
    before.add(earlier);
    now.add(current);
    ratios.add(current.over(earlier));
  }

  double before() {
    return Medians.of(before, Figure::value);
  }

  double now() {
    return Medians.of(now, Figure::value);
  }

  Interval interval() {
    return Interval.of(ratios);
  }

  Verdict verdict() {
    Interval interval = interval();
    if (interval.high() < BAR) {
      return Verdict.LOST;
    }
    return interval.low() < BAR ? Verdict.NOT_CERTAIN : Verdict.HELD;
  }
}
