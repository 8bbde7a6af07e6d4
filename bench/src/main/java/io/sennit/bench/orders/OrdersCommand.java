package io.sennit.bench.orders;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.contest.Programs;
import io.sennit.bench.http.Shot;
import io.sennit.bench.http.Wrk;
import io.sennit.bench.measure.Figures;
import io.sennit.bench.measure.Latencies;
import io.sennit.bench.measure.Load;
import io.sennit.bench.measure.Load.Measured;
import io.sennit.bench.measure.Medians;
import io.sennit.bench.measure.Pgbench;
import io.sennit.bench.options.Launch;
import io.sennit.bench.options.Repeats;
import io.sennit.bench.site.Folder;
import io.sennit.bench.site.Site;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Orders a second, placed and settled, beside what PostgreSQL can do with the same rows. */
@Command(
    name = "orders",
    description = "Orders placed and settled over HTTP, beside pgbench on the same PostgreSQL.",
    mixinStandardHelpOptions = true)
public final class OrdersCommand implements Callable<Integer> {
  private static final String PGBENCH = "pgbench: an order and an event";
  private static final String PLACED = "placed over HTTP";
  private static final String SETTLED = "placed and settled, sustained";
  private static final String AWAITED = "placed and settled, each waited for";
  /** More connections than this, and the server has none left for the shop. */
  private static final int MOST_FOR_PGBENCH = 64;

  private static final int WAIT_SECONDS = 9;
  private static final int WARM_UP_CLIENTS = 64;
  private static final Duration WARM_UP = Duration.ofMinutes(2);
  private static final int PATIENCE_SECONDS = 60;
  /**
   * Whoever places orders sooner than that goes on with the rush before, in which no call goes
   * first; and PostgreSQL and the JVMs still clean up behind it, from which pgbench would suffer.
   */
  private static final Duration CALM = Duration.ofSeconds(11);

  @Option(names = "--clients", split = ",", description = "At once (1,8,64,256)")
  private List<Integer> clients = List.of(1, 8, 64, 256);

  @Mixin
  private final Repeats repeats = new Repeats();

  @Mixin
  private final Launch launch = new Launch();

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Programs.require(Wrk.PROGRAM);
    Vertx vertx = Vertx.vertx();
    int most = clients.stream().mapToInt(Integer::intValue).max().orElseThrow();
    Folder folder = Folder.temporary();
    try (Site site =
            new Site(new Site.Layout(launch.command(), launch.javaOptions(), 1, 1, folder));
        Books books = Books.open(site, vertx)) {
      URI gateway = site.gateways().get(0);
      Buyers buyers = new Buyers(vertx, gateway, most);
      buyers.open();
      Contest contest = new Contest(
          books,
          buyers,
          Hurry.of(buyers, gateway, folder.path()),
          new Pgbench(books.database(), folder.path(), PlainOrders.PLACE),
          vertx);
      contest.warmUp();
      for (int count : clients) {
        contest.run(count);
      }
    } finally {
      vertx.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    return 0;
  }

  /** What came of the turns with so many clients. */
  private static final class Turns {
    private final Figures figures;
    private final List<Shot> placed = new ArrayList<>();
    private final Latencies settled = new Latencies();

    Turns(String title) {
      this.figures = new Figures(title);
    }

    void print(PrintWriter out) {
      figures.print(out);
      print(out, "placed", Medians.of(placed, Shot::p50), Medians.of(placed, Shot::p99));
      print(out, "placed and settled", settled.percentile(50), settled.percentile(99));
      out.flush();
    }

    private static void print(PrintWriter out, String what, Number p50, Number p99) {
      out.printf(
          Locale.ROOT,
          "%s: p50 %.1f ms, p99 %.1f ms%n",
          what,
          p50.doubleValue() / 1_000,
          p99.doubleValue() / 1_000);
    }
  }

  private final class Contest {
    private final Books books;
    private final Buyers buyers;
    private final Hurry hurry;
    private final Pgbench pgbench;
    private final Vertx vertx;
    private long rushed = System.nanoTime();

    Contest(Books books, Buyers buyers, Hurry hurry, Pgbench pgbench, Vertx vertx) {
      this.books = books;
      this.buyers = buyers;
      this.hurry = hurry;
      this.pgbench = pgbench;
      this.vertx = vertx;
    }

    void run(int count) throws Exception {
      awaitCalm();
      int rivals = pgbench.bestClients(Math.min(count, MOST_FOR_PGBENCH), seconds());
      Turns turns = new Turns("orders a second, clients: " + count + ", pgbench's: " + rivals);
      for (int round = 0; round < repeats.rounds(); round++) {
        turn(count, rivals, turns);
      }
      turns.print(spec.commandLine().getOut());
    }

    /** Until the JVMs have compiled what is asked of them all the time. */
    void warmUp() throws Exception {
      Load load = new Load(vertx, WARM_UP_CLIENTS);
      hurry.place(WARM_UP_CLIENTS, WARM_UP);
      rushed = System.nanoTime();
      books.awaitSettled();
      settled(load.run(() -> buyers.order(WAIT_SECONDS), WARM_UP.dividedBy(4)));
      books.awaitSettled();
    }

    private void awaitCalm() throws InterruptedException {
      Patience.untilNanos(rushed + CALM.toNanos());
    }

    private double seconds() {
      return repeats.turn().toSeconds();
    }

    private void turn(int count, int rivals, Turns turns) throws Exception {
      awaitCalm();
      OptionalDouble limit = pgbench.perSecond(rivals, seconds());
      String reference = limit.isPresent() ? PGBENCH : PLACED;
      limit.ifPresent(found -> turns.figures.add(PGBENCH, found));
      Load load = new Load(vertx, count);
      long before = books.orders();
      long began = System.nanoTime();
      Shot placing = hurry.place(count, repeats.turn());
      rushed = System.nanoTime();
      books.awaitSettled();
      double took = (System.nanoTime() - began) / 1e9;
      long kept = books.require(placing.answers(), before, count);
      turns.figures.add(PLACED, placing.perSecond(), reference);
      turns.figures.add(SETTLED, kept / took, reference);
      turns.placed.add(placing);
      Measured waiting = settled(load.run(() -> buyers.order(WAIT_SECONDS), repeats.turn()));
      books.awaitSettled();
      turns.figures.add(AWAITED, waiting.perSecond(), reference);
      turns.settled.add(waiting.latencies());
    }
  }

  private static Measured settled(Measured measured) {
    if (measured.failures() > 0) {
      throw new IllegalStateException(
          measured.failures() + " orders failed, " + measured.calls() + " did not");
    }
    return measured;
  }
}
