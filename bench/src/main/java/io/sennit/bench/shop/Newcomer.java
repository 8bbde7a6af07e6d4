package io.sennit.bench.shop;

import java.util.Random;

/** Another user each time, who registers, logs in and looks at its own profile. */
final class Newcomer implements Visitor {
  private final Client client;
  private final History history;
  private final Random chance;
  private int count;

  Newcomer(Client client, History history, Random chance) {
    this.client = client;
    this.history = history;
    this.chance = chance;
  }

  @Override
  public void visit() throws InterruptedException {
    String name = "newcomer-" + ++count;
    Session session = new Session(client, history, chance, name + "@example.org", "secret " + name);
    String id = session.register(name);
    session.login();
    session.ask(Request.get("/user/" + id, null, 200));
  }
}
