package io.sennit.node.demo;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Plays a script in a running shop: a merchant opens, customers come with money and order at the
 * same time, and some change their minds. It uses nothing but the shop's public routes.
 */
public final class Demo {
  private static final List<String> NAMES = List.of(
      "Ada", "Bela", "Chen", "Dana", "Emil", "Fay", "Goran", "Hana", "Ines", "Jon", "Kofi", "Lea");

  /** Letters only: a word of these is found by itself when it is searched for. */
  private static final int RUN_LETTERS = 8;

  private final Shop shop;
  private final Script script;
  private final Progress progress;
  private final String run = newRun();
  private final Entrance entrance;
  private final Assortment assortment;

  public Demo(URI address, Script script, Progress progress) {
    this.shop = new Shop(address);
    this.script = script;
    this.progress = progress;
    this.entrance = new Entrance(shop, run, UUID.randomUUID().toString());
    this.assortment = new Assortment(shop, script, run);
  }

  private static String newRun() {
    return new SecureRandom()
        .ints(RUN_LETTERS, 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** Plays it and tells what became of it, and whether all that was counted agrees. */
  public JsonObject play(String adminPassword) throws DemoFailure, InterruptedException {
    long began = System.nanoTime();
    progress.of(2 + Goods.ALL.size() + 2 * script.customers() + script.steps());
    Person admin = entrance.admin(adminPassword);
    progress.act("a merchant opens");
    progress.step();
    Person merchant = entrance.merchant("Merchant", admin);
    progress.step();
    List<String> products = assortment.offer(merchant, progress);
    progress.act("customers come with money");
    List<Person> customers = Crowd.of(script.customers(), customer -> welcome(customer, admin));
    progress.act("they order, change their minds, cancel");
    List<Visit.Outcome> outcomes = Crowd.of(
            customers.size(), customer -> visit(customers.get(customer), customer, products))
        .stream()
        .flatMap(List::stream)
        .toList();
    progress.act("everything is counted");
    List<Audit.Account> accounts = Crowd.of(customers.size(), customer -> {
      Audit.Account account = Audit.Account.of(shop, customers.get(customer));
      progress.step();
      return account;
    });
    return new Audit(script, outcomes, accounts, assortment.found(merchant))
        .report()
        .put("shop", shop.address().toString())
        .put("run", run)
        .put("tookMillis", (System.nanoTime() - began) / 1_000_000)
        .put("merchant", merchant.toJson())
        .put("login", customers.get(0).toLogin());
  }

  private Person welcome(int customer, Person admin) throws DemoFailure, InterruptedException {
    int round = customer / NAMES.size();
    String name = NAMES.get(customer % NAMES.size()) + (round == 0 ? "" : " " + (round + 1));
    Person person = entrance.customer(name);
    shop.ask(Ask.post("/account/" + person.id() + "/deposit", Goods.money(script.deposit(customer)))
        .as(admin));
    progress.step();
    return person;
  }

  private List<Visit.Outcome> visit(Person person, int customer, List<String> products)
      throws DemoFailure, InterruptedException {
    Visit visit = new Visit(shop, person, products, progress);
    List<Visit.Outcome> outcomes = new ArrayList<>();
    for (Wish wish : script.wishes(customer)) {
      outcomes.add(visit.order(wish));
    }
    return outcomes;
  }
}
