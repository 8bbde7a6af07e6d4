package io.sennit.bench.events;

import io.sennit.bench.events.Taker.Manner;
import io.sennit.bench.measure.Figures;
import io.sennit.bench.options.Report;

/** What one subject that always fails does to the others. */
final class Poison implements Measurement {
  private static final int PER_SECOND = 200;
  private static final int EVENTS = 2_000;
  /** One in so many events is of the subject that fails. */
  private static final int SHARE = 10;

  private static final String WITHOUT = "p99 in ms, all healthy";
  private static final String WITH = "p99 in ms, one subject fails";

  @Override
  public boolean run(Site site, Terms terms, Report report) throws Exception {
    Pair healthy = site.pair("healthy", Manner.ONE_BY_ONE_256);
    Pair poisoned = site.pair("poisoned", Manner.ONE_BY_ONE_256);
    turn(site, healthy, false);
    turn(site, poisoned, false);
    Figures figures = new Figures("commit to effect, at " + PER_SECOND + " a second");
    for (int round = 0; round < terms.rounds(); round++) {
      figures.add(WITHOUT, turn(site, healthy, false));
      figures.add(WITH, turn(site, poisoned, true), WITHOUT);
    }
    report.add(figures);
    return Measurement.bar(
        report, "p99 of the others at most twice as long", figures.ratio(WITH, WITHOUT) <= 2);
  }

  private static double turn(Site site, Pair pair, boolean failing) throws Exception {
    Turn turn = pair.begin(EVENTS);
    turn.poison(failing);
    OpenLoop.run(site.vertx(), PER_SECOND, EVENTS, number -> {
      pair.tell(number, 1);
      if (number % SHARE == 0) {
        // As many are told in both cases, and in one of them they fail.
        pair.tellPoison();
      }
    });
    turn.await(60);
    return turn.percentile(99);
  }
}
