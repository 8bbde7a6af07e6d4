package io.sennit.node.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.node.Eventually;
import io.sennit.node.Launcher;
import io.sennit.node.Operator;
import io.sennit.node.SennitProcess;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shop in a cluster of three processes, each with a gateway, and none with more than a part of
 * the services: whatever is asked, and wherever, has to do with all three.
 */
@TestMethodOrder(OrderAnnotation.class)
class ShopOnClusterIT implements ShopContract {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration SETTLED = Duration.ofSeconds(60);

  @TempDir
  static Path folder;

  @RegisterExtension
  static final Launcher sennit = Launcher.ofHardWork(() -> folder);

  private static Town town;
  private static Operator operator;
  private static Shop shop;

  @BeforeAll
  static void open() throws Exception {
    town = Town.of(sennit, 4);
    SennitProcess first = town.start("gateway", "users", "products");
    SennitProcess second = town.start("gateway", "users", "payments", "clock");
    SennitProcess third = town.start("gateway", "orders");
    shop = town.open(first, second, third);
    operator = town.operator(first);
  }

  @Override
  public Shop shop() {
    return shop;
  }

  @Test
  void ofAFewPiecesThatACrowdFightsForEachIsSoldOnce() {
    // given
    List<Caller> crowd = shop.crowd(200, 250);
    JsonObject product = shop.product(100, 50);

    // when they all come at once
    List<CompletableFuture<Answer>> placing = crowd.stream()
        .map(customer -> customer.send("POST", "/order", Shop.items(product, 1)))
        .toList();

    // then fifty get one and pay for it, and the others nothing
    int sold = 0;
    long left = 0;
    for (int i = 0; i < crowd.size(); i++) {
      Caller customer = crowd.get(i);
      String placed = placing.get(i).join().is(201).text("id");
      JsonObject order = shop.settled(customer, placed, SETTLED);
      JsonObject account = customer.get("/account").is(200).json();
      List<Long> entries = amounts(account);
      if (order.getString("status").equals("CONFIRMED")) {
        sold++;
        assertThat(entries).containsExactly(-100L, 250L);
      } else {
        assertThat(order.getString("status")).isEqualTo("REJECTED");
        assertThat(order.getString("reason")).isEqualTo("OUT_OF_STOCK");
        assertThat(entries).containsExactly(250L);
      }
      long balance = account.getJsonObject("balance").getLong("amount");
      assertThat(balance).isEqualTo(entries.stream().mapToLong(Long::longValue).sum());
      left += balance;
    }
    assertThat(sold).isEqualTo(50);
    assertThat(left).isEqualTo(200 * 250 - 50 * 100);
    assertNeverBelowZero(product);
    shop.assertStock(product, 0);
  }

  private static List<Long> amounts(JsonObject account) {
    return account.getJsonArray("entries").stream()
        .map(entry -> ((JsonObject) entry).getJsonObject("amount").getLong("amount"))
        .toList();
  }

  /** Every movement of its stock, from the first on. */
  private static void assertNeverBelowZero(JsonObject product) {
    String path = "/product/" + product.getString("id") + "/movements?limit=200";
    List<JsonObject> newestFirst = shop.admin().get(path).is(200).items();
    long stock = 0;
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      stock += newestFirst.get(i).getLong("quantity");
      assertThat(stock).isNotNegative();
    }
    assertThat(newestFirst).hasSize(51);
  }

  /** The last one, because it leaves the cluster with a node less than it has begun with. */
  @Test
  @Order(Integer.MAX_VALUE)
  void ofARequestThatIsSentManyTimesComesOneOrderWhoeverDies() throws Exception {
    // given a second node with orders, and customers who do not trust the network; half of them
    // wait for the outcome
    SennitProcess victim = town.start("orders").awaitReady();
    JsonObject items = Shop.items(shop.product(100, 100), 1);
    List<Insistent> customers = shop.crowd(10, 1_000).stream()
        .map(customer -> new Insistent(customer, items, new ArrayList<>()))
        .toList();
    Eventually.within(SOON, () -> assertThat(operator.instances("orders")).hasSize(2));

    // when each sends its order twenty times at once, at two gateways, and the node is killed
    for (int time = 0; time < 20; time++) {
      for (int i = 0; i < customers.size(); i++) {
        customers.get(i).send(time % 2, i % 2 * 5);
      }
    }
    // or more often, until it is killed with work in hand
    Eventually.within(SOON, () -> {
      for (int i = 0; i < customers.size(); i++) {
        customers.get(i).send(i % 2, i % 2 * 5);
      }
      assertThat(inHand(victim)).isPositive();
      assertThat(customers)
          .as("somebody still waits for an answer")
          .anyMatch(customer -> !customer.isAnswered());
    });
    victim.kill();

    // then each has one order, whatever each of its requests was answered
    for (int i = 0; i < customers.size(); i++) {
      assertOneOrder(customers.get(i), i % 2 * 5);
    }
    Eventually.within(SOON, () -> assertThat(operator.instances("orders")).hasSize(1));
  }

  private static int inHand(SennitProcess node) throws Exception {
    String name = node.name();
    return operator.instances("orders").stream()
        .filter(instance -> instance.getString("node").equals(name))
        .mapToInt(instance -> instance.getInteger("inHand", 0))
        .sum();
  }

  /** Somebody who sends one and the same order again and again. */
  private record Insistent(
      Caller customer, JsonObject items, List<CompletableFuture<Answer>> sent) {
    void send(int gateway, int wait) {
      sent.add(shop.at(gateway, customer)
          .send("POST", "/order", items, KEY, "the-only-one", "prefer", "wait=" + wait));
    }

    List<Answer> answers() {
      return sent.stream().map(CompletableFuture::join).toList();
    }

    boolean isAnswered() {
      return sent.stream().allMatch(CompletableFuture::isDone);
    }
  }

  private static Answer last(Insistent insistent) {
    List<Answer> answers = insistent.answers();
    return answers.get(answers.size() - 1);
  }

  private static void assertOneOrder(Insistent insistent, int wait) {
    Eventually.within(SOON, () -> {
      insistent.send(0, wait);
      last(insistent).is(201);
    });
    Answer last = last(insistent);
    for (Answer answer : insistent.answers()) {
      if (answer.isGood()) {
        answer.repeats(last);
      } else {
        assertThat(answer.status()).as(answer.toString()).isIn(409, 503, 504);
      }
    }
    Caller customer = insistent.customer();
    assertThat(customer.get("/order").is(200).items())
        .extracting(order -> order.getString("id"))
        .containsExactly(last.text("id"));
    assertThat(shop.settled(customer, last.text("id"), SETTLED).getString("status"))
        .isEqualTo("CONFIRMED");
    assertThat(amounts(customer.get("/account").is(200).json())).containsExactly(-100L, 1_000L);
  }
}
