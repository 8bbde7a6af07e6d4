package io.sennit.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A shop that has lost or made something is found out. */
class AuditTest {
  private static final long PRICE = 24_900;
  private static final Person SOMEBODY = new Person("id", "Ada", "ada@example.com", "", "");

  private final Script script = new Script(2, 10, 1);
  private final List<Visit.Outcome> outcomes = new ArrayList<>(List.of(took(10), took(20)));
  private long paid = PRICE;
  private int left = Script.FEW - 1;

  @Test
  void agreesWhenAllIsThere() {
    assertThat(report().getBoolean("agrees")).isTrue();
    assertThat(report().getJsonObject("settledMillis"))
        .isEqualTo(new JsonObject().put("p50", 10.0).put("p99", 20.0));
  }

  @Test
  void disagreesWhenMoneyIsMissing() {
    paid++;

    assertThat(report().getBoolean("agrees")).isFalse();
    assertThat(report().getJsonObject("money").getBoolean("agrees")).isFalse();
  }

  @Test
  void disagreesWhenAPieceIsMissing() {
    left--;

    assertThat(report().getBoolean("agrees")).isFalse();
    assertThat(report().getBoolean("stockAgrees")).isFalse();
  }

  @Test
  void disagreesWhenAnOrderIsMissing() {
    outcomes.add(took(30));

    assertThat(report().getBoolean("agrees")).isFalse();
    assertThat(report().getJsonObject("orders").getBoolean("agree")).isFalse();
  }

  private JsonObject report() {
    List<Audit.Account> accounts = List.of(
        new Audit.Account(
            SOMEBODY, script.deposit(0) - paid, List.of(order("CONFIRMED"), order("CANCELLED"))),
        new Audit.Account(SOMEBODY, script.deposit(1), List.of()));
    return new Audit(script, outcomes, accounts, products()).report();
  }

  private static Visit.Outcome took(int millis) {
    return new Visit.Outcome(Duration.ofMillis(millis), false, null);
  }

  /** One piece of what is scarce. */
  private static JsonObject order(String status) {
    return new JsonObject()
        .put("status", status)
        .put("total", Goods.money(PRICE))
        .put(
            "items",
            new JsonArray().add(new JsonObject().put("productId", "0").put("quantity", 1)));
  }

  private List<JsonObject> products() {
    return IntStream.range(0, Goods.ALL.size())
        .mapToObj(goods -> new JsonObject()
            .put("id", String.valueOf(goods))
            .put("price", Goods.money(Goods.ALL.get(goods).price()))
            .put("stock", goods == Goods.SCARCE ? left : script.stock(goods)))
        .toList();
  }
}
