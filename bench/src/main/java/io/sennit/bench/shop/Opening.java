package io.sennit.bench.shop;

import io.sennit.bench.site.Site;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Random;

/** Fills the shop before the first visit, and says who comes how often. */
final class Opening {
  private static final int CUSTOMERS = 16;
  private static final int MERCHANTS = 2;
  private static final int PRODUCTS = 12;
  /** Every fourth customer gets nothing. */
  private static final int POOR = 4;

  private static final long RICH = 500_000;
  /** Passwords cost processor time. */
  private static final Duration NEWCOMERS = Duration.ofSeconds(2);

  private final Client client;
  private final History history;
  private final long seed;
  private final Market market = new Market();
  private int people;

  Opening(Client client, History history, long seed) {
    this.client = client;
    this.history = history;
    this.seed = seed;
  }

  /** @param rate visits a second, of all together */
  Crowd crowd(int rate) throws InterruptedException {
    Crowd crowd = new Crowd();
    Session admin = session("admin@sennit.local", Site.PASSWORD);
    admin.login();
    Banker banker = new Banker(admin, market);
    for (int i = 1; i <= MERCHANTS; i++) {
      crowd.add("merchant-" + i, merchant(admin, "merchant-" + i), pace(rate, 0.1, MERCHANTS), i);
    }
    for (int i = 1; i <= CUSTOMERS; i++) {
      String name = "customer-" + i;
      Session session = session(name + "@example.org", "secret " + name);
      String id = session.register(name);
      session.login();
      if (i % POOR != 0) {
        market.welcomes(id);
        banker.deposit(id, RICH);
      }
      Visitor customer = new Customer(session, market, id);
      crowd.add(name, customer, pace(rate, 0.85, CUSTOMERS), (double) i / CUSTOMERS);
    }
    crowd.add("banker", banker, pace(rate, 0.05, 1), 1);
    crowd.add("newcomer", new Newcomer(client, history, chance()), NEWCOMERS, 1);
    return crowd;
  }

  private Merchant merchant(Session admin, String name) throws InterruptedException {
    Session session = session(name + "@example.org", "secret " + name);
    String id = session.register(name);
    JsonObject roles = new JsonObject().put("roles", new JsonArray().add("merchant"));
    admin.ask(Request.put("/user/" + id + "/roles", roles, 200).once(admin.key()));
    session.login();
    Merchant merchant = new Merchant(session, market, name);
    for (int i = 0; i < PRODUCTS; i++) {
      merchant.create();
    }
    return merchant;
  }

  private static Duration pace(int rate, double share, int people) {
    return Duration.ofNanos((long) (people * 1e9 / (rate * share)));
  }

  private Session session(String email, String password) {
    return new Session(client, history, chance(), email, password);
  }

  /** Everybody has a chance of their own, so that one's does not depend on when others come. */
  private Random chance() {
    return new Random(seed * 1_000 + ++people);
  }
}
