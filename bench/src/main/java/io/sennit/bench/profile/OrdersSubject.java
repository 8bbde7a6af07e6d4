package io.sennit.bench.profile;

import io.sennit.bench.measure.Load;
import io.sennit.bench.options.Launch;
import io.sennit.bench.orders.Buyers;
import io.sennit.bench.site.Folder;
import io.sennit.bench.site.Site;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Orders placed over HTTP, and settled behind that. */
final class OrdersSubject implements Subject {
  private final Site site;
  private final Vertx vertx;
  private final Buyers buyers;
  private final Load load;

  private OrdersSubject(Site site, Vertx vertx, int clients) {
    this.site = site;
    this.vertx = vertx;
    this.buyers = new Buyers(vertx, site.gateways().get(0), clients);
    this.load = new Load(vertx, clients);
  }

  static OrdersSubject start(Launch launch, Folder folder, int clients) throws Exception {
    Folder kept = Folder.kept(folder.make("shop"));
    Site site = new Site(new Site.Layout(launch.command(), launch.javaOptions(), 1, 1, kept));
    OrdersSubject subject = new OrdersSubject(site, Vertx.vertx(), clients);
    try {
      site.startDatabase();
      site.startNodes();
      subject.buyers.open();
      return subject;
    } catch (Exception broken) {
      subject.close();
      throw broken;
    }
  }

  @Override
  public Map<String, ProcessHandle> processes() {
    return site.processes().entrySet().stream()
        .filter(each -> !Site.DATABASE.equals(each.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public String load(Duration time) throws Exception {
    return said("orders", load.run(() -> buyers.order(0), time));
  }

  @Override
  public void close() {
    vertx.close();
    site.close();
  }
}
