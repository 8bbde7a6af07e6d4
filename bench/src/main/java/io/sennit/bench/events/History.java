package io.sennit.bench.events;

import io.sennit.bench.events.Taker.Manner;
import io.sennit.bench.measure.Figures;
import io.sennit.bench.options.Report;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What a million events that are in the log already do to telling and fetching. */
final class History implements Measurement {
  private static final int CALLS = 16;
  private static final int FETCHES = 4;
  private static final int FETCHED = 256;
  private static final int BACKLOG = 20_000;
  private static final int DAYS = 15;
  private static final double LEAST = 0.9;

  /** Beyond all turns, so that what is taken late is not taken for one of theirs. */
  private final AtomicInteger next = new AtomicInteger(1 << 24);

  @Override
  public boolean run(Site site, Terms terms, Report report) throws Exception {
    Pair empty = site.pair("empty", Manner.TOGETHER_256);
    Pair full =
        site.pair("veteran", Manner.TOGETHER_256, schema -> fill(site, schema, terms.history()));
    Figures figures =
        new Figures("with " + terms.history() + " events in " + (DAYS + 1) + " days, a second");
    for (int round = -1; round < terms.rounds(); round++) {
      Figures of = round < 0 ? new Figures("warm-up") : figures;
      // Who begins changes, so that what one leaves behind meets both.
      boolean first = round % 2 == 0;
      both(of, "told", first, empty, full, pair -> tell(pair, terms));
      both(of, "fetched", first, empty, full, pair -> fetch(site, pair, terms));
      both(of, "fetches of nothing", first, empty, full, pair -> look(site, pair, terms));
      both(of, "taken", first, empty, full, pair -> pair.drain(BACKLOG));
    }
    report.add(figures);
    boolean reached = true;
    for (String what : List.of("told", "fetched", "taken")) {
      reached &= bar(report, figures, what);
    }
    return reached;
  }

  /** Something that is measured of one log. */
  @FunctionalInterface
  private interface Question {
    double ask(Pair pair) throws Exception;
  }

  private static void both(
      Figures figures, String what, boolean emptyFirst, Pair empty, Pair full, Question question)
      throws Exception {
    double before = emptyFirst ? question.ask(empty) : 0;
    double ofFull = question.ask(full);
    figures.add(what + ", empty log", emptyFirst ? before : question.ask(empty));
    figures.add(what + ", full log", ofFull, what + ", empty log");
  }

  private static boolean bar(Report report, Figures figures, String what) {
    double ratio = figures.ratio(what + ", full log", what + ", empty log");
    return Measurement.bar(report, what + " within 10 % of an empty log", ratio >= LEAST);
  }

  private double tell(Pair pair, Terms terms) throws Exception {
    pair.begin(0);
    return ClosedLoop.perSecond(
        CALLS, terms.seconds(), worker -> pair.tell(next.getAndIncrement(), 1).map(1));
  }

  private static double fetch(Site site, Pair pair, Terms terms) throws Exception {
    long last = last(site, pair);
    return fetches(site, pair, last - FETCHED, terms) * FETCHED;
  }

  private static double look(Site site, Pair pair, Terms terms) throws Exception {
    return fetches(site, pair, last(site, pair), terms);
  }

  private static double fetches(Site site, Pair pair, long after, Terms terms) throws Exception {
    JsonObject places = new JsonObject();
    for (int partition = 0; partition < Site.PARTITIONS; partition++) {
      places.put(Integer.toString(partition), after);
    }
    Call fetch = Call.to(pair.name() + ".events-fetch", new JsonObject().put("places", places))
        .as(Identity.OPERATOR);
    return ClosedLoop.perSecond(
        FETCHES, terms.seconds(), worker -> site.mesh().client().handle(fetch).map(1));
  }

  private static long last(Site site, Pair pair) throws Exception {
    Row row = site.sql("SELECT last_value FROM " + pair.name() + ".event_position")
        .iterator()
        .next();
    return row.getLong(0);
  }

  private static void fill(Site site, String schema, int events) throws Exception {
    site.sql("""
        DO $$
        DECLARE
          day date;
          name text;
        BEGIN
          SET LOCAL ROLE sennit_%1$s;
          SET LOCAL search_path = %1$s;
          SET LOCAL default_transaction_read_only = off;
          FOR n IN 1..%2$d LOOP
            day := (now() AT TIME ZONE 'UTC')::date - n;
            name := 'event_' || to_char(day, 'YYYYMMDD');
            EXECUTE format('CREATE TABLE %%I PARTITION OF event FOR VALUES FROM (%%L) TO (%%L)',
              name, day || ' 00:00+00', (day + 1) || ' 00:00+00');
          END LOOP;
          INSERT INTO event (type, subject, time, trace, cause, data)
          SELECT 'bench.told', 'subject-' || n %% 1000, now() - (%3$d - n) * interval '%2$d days' / %3$d,
                 '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'bench.fill', '%4$s'
            FROM generate_series(1, %3$d) AS n;
        END $$
        """.formatted(schema, DAYS, events, Turn.data(1).encode()));
    site.sql("ANALYZE " + schema + ".event");
  }
}
