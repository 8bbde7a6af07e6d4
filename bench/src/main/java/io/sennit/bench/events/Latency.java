package io.sennit.bench.events;

import io.sennit.bench.events.Taker.Manner;
import io.sennit.bench.measure.Figures;
import io.sennit.bench.options.Report;

/** The time from the commit of an event to that of its effect, when there is little to do. */
final class Latency implements Measurement {
  private static final int PER_SECOND = 50;
  private static final int EVENTS = 500;
  private static final String P50 = "p50 in ms";
  private static final String P99 = "p99 in ms";
  private static final String PLAIN = "one plain transaction, ";

  @Override
  public boolean run(Site site, Terms terms, Report report) throws Exception {
    Pair pair = site.pair("quiet", Manner.TOGETHER_256);
    turn(site, pair);
    Figures figures = new Figures("commit to effect, at " + PER_SECOND + " a second");
    PlainSql.makeTables(site);
    for (int round = 0; round < terms.rounds(); round++) {
      Turn limit = plain(site, round * EVENTS);
      figures.add(PLAIN + P50, limit.percentile(50));
      figures.add(PLAIN + P99, limit.percentile(99));
      Turn turn = turn(site, pair);
      figures.add(P50, turn.percentile(50), PLAIN + P50);
      figures.add(P99, turn.percentile(99), PLAIN + P99);
    }
    report.add(figures);
    boolean usual = Measurement.bar(report, "p50 below 10 ms", figures.median(P50) < 10);
    boolean slowest = Measurement.bar(report, "p99 below 50 ms", figures.median(P99) < 50);
    return usual && slowest;
  }

  private static Turn turn(Site site, Pair pair) throws Exception {
    Turn turn = pair.begin(EVENTS);
    OpenLoop.run(site.vertx(), PER_SECOND, EVENTS, number -> pair.tell(number, 1));
    turn.await(30);
    return turn;
  }

  /** How long the machine takes for one transaction at that rate: what an effect takes at least. */
  private static Turn plain(Site site, int first) throws Exception {
    Turn turn = new Turn(EVENTS);
    OpenLoop.run(site.vertx(), PER_SECOND, EVENTS, number -> {
      turn.committed(number);
      PlainSql.take(site.superuser(), first + number).onSuccess(taken -> turn.effected(number));
    });
    turn.await(30);
    return turn;
  }
}
