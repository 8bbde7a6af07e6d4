package io.sennit.bench.shop;

import io.vertx.core.json.JsonObject;

/** The administrator, who gives money to those who have an account. */
final class Banker implements Visitor {
  private static final int MOST = 150_000;

  private final Session session;
  private final Market market;

  Banker(Session session, Market market) {
    this.session = session;
    this.market = market;
  }

  @Override
  public void visit() throws InterruptedException {
    deposit(market.anyCustomer(session.chance()), 1 + session.chance().nextInt(MOST));
  }

  void deposit(String customer, long amount) throws InterruptedException {
    JsonObject money = new JsonObject().put("amount", amount).put("currency", "EUR");
    Request request =
        Request.post("/account/" + customer + "/deposit", money, 201).once(session.key());
    if (session.write(request).isGood()) {
      session
          .history()
          .note(
              History.Kind.DEPOSITED,
              new JsonObject()
                  .put("key", request.key())
                  .put("owner", customer)
                  .put("amount", amount));
    }
  }
}
