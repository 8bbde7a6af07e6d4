package io.sennit.bench.events;

import io.sennit.bench.events.Taker.Manner;
import io.sennit.bench.measure.Figures;
import io.sennit.bench.measure.Pgbench;
import io.sennit.bench.options.Report;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;

/** Events a second, told and taken with effects in PostgreSQL, and the same rows by plain SQL. */
final class Throughput implements Measurement {
  private static final String PGBENCH = """
      BEGIN;
      INSERT INTO plain.taken VALUES (nextval('plain.pgbench'), 'subject', 1);
      UPDATE plain.cursor SET position = 1 WHERE worker = :client_id;
      COMMIT;
      """;
  private static final int CALLS = 32;
  private static final int BATCH = 256;
  private static final int SINGLE_EVENTS = 4_000;
  private static final int BATCHED_EVENTS = 20_000;

  /** Beyond all turns, so that what is taken late is not taken for one of theirs. */
  private final AtomicInteger next = new AtomicInteger(1 << 24);

  @Override
  public boolean run(Site site, Terms terms, Report report) throws Exception {
    Pair teller = site.teller("teller");
    Pair one = site.pair("one", Manner.ONE_BY_ONE);
    Pair each = site.pair("each", Manner.ONE_BY_ONE_256);
    Pair together = site.pair("together", Manner.TOGETHER_256);
    Figures told = new Figures("events told a second");
    Figures taken = new Figures("events taken a second");
    try (PlainSql plain = new PlainSql(site)) {
      site.sql("CREATE SEQUENCE plain.pgbench START 1000000000");
      Pgbench pgbench = new Pgbench(site.uri(), site.folder(), PGBENCH);
      for (int round = -1; round < terms.rounds(); round++) {
        Figures ofTold = round < 0 ? new Figures("warm-up") : told;
        Figures ofTaken = round < 0 ? new Figures("warm-up") : taken;
        tell(teller, plain, terms, ofTold);
        single(one, plain, pgbench, terms, ofTaken);
        batched(each, together, plain, terms, ofTaken);
      }
    }
    report.add(told);
    report.add(taken);
    return true;
  }

  private void tell(Pair teller, PlainSql plain, Terms terms, Figures figures) throws Exception {
    figures.add("plain SQL, 1 in a transaction", plain.append(1, terms.seconds()));
    figures.add("log, 1 in a transaction", tell(teller, 1, terms), "plain SQL, 1 in a transaction");
    figures.add("plain SQL, 256 in a transaction", plain.append(BATCH, terms.seconds()));
    figures.add(
        "log, 256 in a transaction", tell(teller, BATCH, terms), "plain SQL, 256 in a transaction");
  }

  private double tell(Pair teller, int batch, Terms terms) throws Exception {
    return ClosedLoop.perSecond(
        CALLS,
        terms.seconds(),
        worker -> teller.tell(next.getAndAdd(batch), batch).map(batch));
  }

  private static void single(
      Pair one, PlainSql plain, Pgbench pgbench, Terms terms, Figures figures) throws Exception {
    String limit = "plain SQL, batch 1";
    figures.add(limit, plain.take(1, false, terms.seconds()));
    OptionalDouble asked = pgbench.perSecond(Site.CONNECTIONS, terms.seconds());
    if (asked.isPresent()) {
      figures.add("pgbench, batch 1", asked.getAsDouble(), limit);
    }
    figures.add("log, batch 1", one.drain(SINGLE_EVENTS), limit);
  }

  private static void batched(
      Pair each, Pair together, PlainSql plain, Terms terms, Figures figures) throws Exception {
    String limit = "plain SQL, batch 256, a statement each";
    figures.add(limit, plain.take(BATCH, false, terms.seconds()));
    figures.add("log, batch 256, handler per event", each.drain(BATCHED_EVENTS), limit);
    limit = "plain SQL, batch 256, one statement";
    figures.add(limit, plain.take(BATCH, true, terms.seconds()));
    figures.add("log, batch 256, batch handler", together.drain(BATCHED_EVENTS), limit);
  }
}
