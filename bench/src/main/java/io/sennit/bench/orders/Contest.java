package io.sennit.bench.orders;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.http.Shot;
import io.sennit.bench.measure.Pgbench;
import io.sennit.bench.measure.WarmUp;
import io.sennit.bench.options.Repeats;
import io.sennit.bench.options.Report;
import java.time.Duration;
import java.util.Map;

/** The shop and pgbench on the same server, in turns. */
final class Contest {
  /** More connections than this, and the server has none left for the shop. */
  private static final int MOST_FOR_PGBENCH = 64;

  private static final int WARM_UP_CLIENTS = 64;
  private static final Duration WARM_UP_TURN = Duration.ofSeconds(10);
  private static final WarmUp WARM_UP = new WarmUp(Duration.ofMinutes(2), Duration.ofMinutes(6));
  /**
   * Whoever places orders sooner than that goes on with the rush before, in which no call goes
   * first; and PostgreSQL and the JVMs still clean up behind it, from which pgbench would suffer.
   */
  private static final Duration CALM = Duration.ofSeconds(11);

  private final Books books;
  private final Buyers buyers;
  private final Hurry hurry;
  private final Pgbench pgbench;
  private final Map<String, ProcessHandle> processes;
  private long rushed = System.nanoTime();

  /** @param processes of the shop, whose use of the machine is told */
  Contest(
      Books books,
      Buyers buyers,
      Hurry hurry,
      Pgbench pgbench,
      Map<String, ProcessHandle> processes) {
    this.books = books;
    this.buyers = buyers;
    this.hurry = hurry;
    this.pgbench = pgbench;
    this.processes = processes;
  }

  /** Until orders are placed no sooner, and then those for whose end somebody waits. */
  double warmUp() throws Exception {
    double best = WARM_UP.until(() -> {
      Shot shot = hurry.place(WARM_UP_CLIENTS, WARM_UP_TURN);
      rushed = System.nanoTime();
      books.awaitSettled();
      return shot.perSecond();
    });
    buyers.await(WARM_UP_CLIENTS, WARM_UP_TURN.multipliedBy(3));
    books.awaitSettled();
    return best;
  }

  void run(int clients, Repeats repeats, Report report) throws Exception {
    awaitCalm();
    double seconds = repeats.turn().toSeconds();
    int rivals = pgbench.bestClients(Math.min(clients, MOST_FOR_PGBENCH), seconds);
    Turns turns = new Turns(clients, rivals);
    for (int round = 0; round < repeats.rounds(); round++) {
      awaitCalm();
      turns.limit(pgbench.perSecond(rivals, seconds));
      place(clients, repeats.turn(), turns);
      turns.awaited(buyers.await(clients, repeats.turn()));
      books.awaitSettled();
    }
    turns.tell(report);
  }

  private void place(int clients, Duration turn, Turns turns) throws Exception {
    long before = books.orders();
    Usage usage = new Usage(processes);
    long began = System.nanoTime();
    Shot shot = hurry.place(clients, turn);
    rushed = System.nanoTime();
    turns.placed(shot, usage.micros(shot.answers()));
    books.awaitSettled();
    double took = (System.nanoTime() - began) / 1e9;
    long kept = books.require(shot.answers(), before, clients);
    turns.settled(kept / took, usage.micros(kept), usage.resident());
  }

  private void awaitCalm() throws InterruptedException {
    Patience.untilNanos(rushed + CALM.toNanos());
  }
}
