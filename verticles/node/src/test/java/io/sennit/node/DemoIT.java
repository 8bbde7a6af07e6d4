package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sennit demo} does to a shop, and what it tells of it. */
class DemoIT {
  @TempDir
  static Path folder;

  @RegisterExtension
  static final Launcher sennit = new Launcher(() -> folder);

  static Path data;
  static SennitProcess dev;

  @BeforeAll
  static void start() throws Exception {
    data = folder.resolve("data");
    dev = sennit.dev(data).awaitReady();
  }

  @Test
  void tellsWhatTheShopSaysAfterwardsAndCanBePlayedAgain() throws Exception {
    JsonObject first = played();
    JsonObject again = played();

    assertIsWhatTheShopSays(first);
    assertIsWhatTheShopSays(again);
    assertThat(again.getJsonObject("orders"))
        .as("the same seed ends the same")
        .isEqualTo(first.getJsonObject("orders"));
    assertThat(customers(again)).doesNotContainAnyElementsOf(customers(first));
  }

  @Test
  void showsEachWayAnOrderCanEnd() throws Exception {
    Outcome outcome = demo("--customers", "2", "--orders", "10");

    assertThat(outcome.code()).as(outcome.complaints().toString()).isZero();
    assertThat(outcome.text())
        .containsPattern("CONFIRMED +[1-9]")
        .containsPattern("1 were changed later; 1 stayed as it was: OUT_OF_STOCK")
        .containsPattern("CANCELLED +1 ")
        .containsPattern("REJECTED +1 +OUT_OF_STOCK")
        .containsPattern("REJECTED +1 +PAYMENT_REFUSED")
        .containsPattern("REJECTED +1 +UNKNOWN_PRODUCT")
        .contains("sold + left: agrees")
        .doesNotContain("DOES NOT AGREE");
    assertThat(outcome.err())
        .as("there is no terminal to draw a bar on")
        .isNotEmpty()
        .allMatch(line -> line.startsWith("sennit: "));
  }

  @Test
  void namesTheShopThatDoesNotAnswer() throws Exception {
    Outcome outcome = sennit
        .start(Map.of("SENNIT_ADMIN_PASSWORD", "any"), "demo", "--http", "http://127.0.0.1:1")
        .ended();

    assertRefused(outcome, 1, "http://127.0.0.1:1", "./sennit dev");
  }

  @Test
  void saysWhereItLooksForThePassword() throws Exception {
    String empty = folder.resolve("empty").toString();

    assertRefused(
        sennit.run("demo", "--data", empty), 1, empty + "/admin-password", "SENNIT_ADMIN_PASSWORD");
  }

  @Test
  void saysThatThePasswordIsNotTheAdministrators() throws Exception {
    assertRefused(
        sennit.run("demo", "--http", dev.http("").toString(), "--admin-password", "guessed"),
        1,
        "admin@sennit.local",
        "SENNIT_ADMIN_PASSWORD");
  }

  @Test
  void refusesWrongUsage() throws Exception {
    // All at once: each is short, and there are many.
    List<String> options =
        List.of("--orders=9", "--customers=1", "--customers=201", "--seed=many", "--http=nonsense");
    List<SennitProcess> started = new ArrayList<>();
    for (String option : options) {
      started.add(sennit.start("demo", option));
    }
    for (int i = 0; i < options.size(); i++) {
      assertRefused(started.get(i).ended(), 2, options.get(i).split("=")[0]);
    }
  }

  private static JsonObject played() throws Exception {
    Outcome outcome = demo("--json", "--customers", "3", "--orders", "24", "--seed", "5");
    assertThat(outcome.code()).as(outcome.complaints().toString()).isZero();
    return outcome.json();
  }

  private static Outcome demo(String... arguments) throws Exception {
    return sennit
        .start(
            Map.of("SENNIT_HTTP", dev.http("").toString(), "SENNIT_DATA", data.toString()),
            Stream.concat(Stream.of("demo"), Stream.of(arguments)).toArray(String[]::new))
        .ended();
  }

  private static void assertIsWhatTheShopSays(JsonObject report) throws Exception {
    String admin = admin();
    Set<String> customers = customers(report);
    List<JsonObject> orders = items(get("/order?limit=100", admin), "items")
        .filter(order -> customers.contains(order.getString("userId")))
        .toList();
    assertThat(report.getBoolean("agrees")).isTrue();
    assertThat(orders).hasSize(24);
    assertThat(counts(report, "byStatus")).isEqualTo(counted(orders, "status"));
    assertThat(counts(report, "rejections"))
        .isEqualTo(counted(orders, "reason"))
        .containsOnlyKeys("OUT_OF_STOCK", "PAYMENT_REFUSED", "UNKNOWN_PRODUCT");
    assertThat(cents(report.getJsonObject("money"), "revenue"))
        .isPositive()
        .isEqualTo(orders.stream()
            .filter(order -> order.getString("status").equals("CONFIRMED"))
            .mapToLong(order -> cents(order, "total"))
            .sum());
    for (JsonObject customer : items(report, "customers").toList()) {
      JsonObject account = get("/account/" + customer.getString("id"), admin);
      assertThat(customer.getJsonObject("balance")).isEqualTo(account.getJsonObject("balance"));
      assertThat(items(account, "entries")
              .filter(entry -> entry.getString("kind").equals("DEPOSIT"))
              .map(entry -> entry.getJsonObject("amount")))
          .containsExactly(customer.getJsonObject("deposited"));
    }
    for (JsonObject product : items(report, "products").toList()) {
      JsonObject movements = get("/product/" + product.getString("id") + "/movements", admin);
      assertThat(product.getLong("stock")).isEqualTo(movements.getLong("stock"));
    }
  }

  private static String admin() throws Exception {
    JsonObject login = new JsonObject()
        .put("email", "admin@sennit.local")
        .put("password", Files.readString(data.resolve("admin-password")).strip());
    HttpResponse<String> answer =
        Http.post(dev.http("/login"), login.encode(), "content-type", "application/json");
    return Http.json(answer).getString("token");
  }

  private static JsonObject get(String path, String token)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = Http.get(dev.http(path), "authorization", "Bearer " + token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Http.json(answer);
  }

  private static Set<String> customers(JsonObject report) {
    return items(report, "customers")
        .map(customer -> customer.getString("id"))
        .collect(Collectors.toSet());
  }

  private static Map<String, Long> counts(JsonObject report, String name) {
    return report.getJsonObject("orders").getJsonObject(name).stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> ((Number) entry.getValue()).longValue()));
  }

  private static Map<String, Long> counted(List<JsonObject> orders, String field) {
    return orders.stream()
        .filter(order -> order.containsKey(field))
        .map(order -> order.getString(field))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static long cents(JsonObject json, String money) {
    return json.getJsonObject(money).getLong("amount");
  }

  private static Stream<JsonObject> items(JsonObject json, String name) {
    return json.getJsonArray(name).stream().map(JsonObject.class::cast);
  }

  private static void assertRefused(Outcome outcome, int code, String... named) {
    assertThat(outcome.code()).as(outcome.complaints().toString()).isEqualTo(code);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.complaints()).singleElement().asString().startsWith("sennit: ");
    assertThat(outcome.complaints().get(0)).contains(named);
  }
}
