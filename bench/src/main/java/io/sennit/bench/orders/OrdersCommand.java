package io.sennit.bench.orders;

import io.sennit.bench.contest.Programs;
import io.sennit.bench.http.Wrk;
import io.sennit.bench.measure.Pgbench;
import io.sennit.bench.options.Launch;
import io.sennit.bench.options.Repeats;
import io.sennit.bench.options.Report;
import io.sennit.bench.site.Folder;
import io.sennit.bench.site.Site;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Orders a second, placed and settled, beside what PostgreSQL can do with the same rows. */
@Command(
    name = "orders",
    description = "Orders placed and settled over HTTP, beside pgbench on the same PostgreSQL.",
    mixinStandardHelpOptions = true)
public final class OrdersCommand implements Callable<Integer> {
  private static final int PATIENCE_SECONDS = 60;

  @Option(names = "--clients", split = ",", description = "At once (1,8,64,256)")
  private List<Integer> clients = List.of(1, 8, 64, 256);

  @Mixin
  private final Repeats repeats = new Repeats();

  @Mixin
  private final Launch launch = new Launch();

  @Mixin
  private final Report report = new Report();

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
          site.processes());
      report.text().printf(Locale.ROOT, "warmed up: %.0f/s%n", contest.warmUp());
      for (int count : clients) {
        contest.run(count, repeats, report);
      }
    } finally {
      vertx.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    return 0;
  }
}
