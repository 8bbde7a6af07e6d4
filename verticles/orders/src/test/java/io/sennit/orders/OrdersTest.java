package io.sennit.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.contracts.Payment;
import io.sennit.contracts.Stock;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.event.Event;
import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.FieldError;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.store.Database;
import io.sennit.mesh.store.DatabaseUri;
import io.sennit.mesh.store.StoreOptions;
import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.PostgresOptions;
import io.sennit.testkit.Wait;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersTest {
  private static final Identity ANNE = new Identity("anne", List.of("customer"));
  private static final Identity BERT = new Identity("bert", List.of("customer"));
  private static final Identity ADMIN = new Identity("root", List.of("admin"));
  private static final String TEA = "00000000-0000-7000-8000-000000000001";
  private static final String CAKE = "00000000-0000-7000-8000-000000000002";
  private static final Function<Event, @Nullable NewEvent> AGREE = Participant::agree;

  @TempDir
  static Path data;

  private static EmbeddedPostgres postgres;
  private static Vertx vertx;
  private static Database database;
  private static Mesh mesh;
  private static volatile Function<Event, @Nullable NewEvent> desk = AGREE;
  private static final Map<String, Integer> PRICES = new ConcurrentHashMap<>();
  private static final List<Event> COMMANDS = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void open() {
    postgres = EmbeddedPostgres.start(PostgresOptions.in(data).withBinaries(Path.of("target")));
    vertx = Vertx.vertx();
    database = Database.at(vertx, DatabaseUri.parse(postgres.uri()), StoreOptions.defaults());
    mesh = Wait.forResult(Mesh.start(vertx, MeshOptions.named("shop").database(database)));
    Participant.Desk answering = command -> {
      COMMANDS.add(command);
      return desk.apply(command);
    };
    Wait.forResult(mesh.host(() -> new Participant("products", answering, PRICES::get), 1));
    Wait.forResult(mesh.host(() -> new Participant("payments", answering, PRICES::get), 1));
    Wait.forResult(mesh.host(OrdersService::new, 1));
  }

  @AfterAll
  static void close() {
    Wait.forResult(mesh.drain().eventually(mesh::close));
    Wait.forResult(database.close());
    Wait.forResult(vertx.close());
    postgres.close();
  }

  @BeforeEach
  void begin() {
    desk = AGREE;
    COMMANDS.clear();
    PRICES.putAll(Map.of(TEA, 250, CAKE, 250));
  }

  @Test
  void anOrderIsThereAtOnceAndConfirmedWhenItIsReservedAndPaid() {
    Reply placed = call(ANNE, "place", order(TEA, 2));

    JsonObject order = placed.json();
    assertThat(placed.status()).isEqualTo(201);
    assertThat(placed.headers().get("location")).isEqualTo("/order/" + order.getString("id"));
    assertThat(order.getString("status")).isEqualTo("PENDING");
    assertThat(order.getJsonObject("total")).isEqualTo(money(500));
    assertThat(order.getJsonArray("items").getJsonObject(0))
        .isEqualTo(new JsonObject()
            .put("productId", TEA)
            .put("name", "product 01")
            .put("unitPrice", money(250))
            .put("quantity", 2));

    JsonObject settled = settled(order);
    assertThat(settled.getString("status")).isEqualTo("CONFIRMED");
    assertThat(settled.getInteger("version")).isEqualTo(2);
    assertThat(types(order)).containsExactly(Stock.RESERVE, Payment.CHARGE);
  }

  @Test
  void anOrderThatCannotBeReservedIsRejectedWithTheReason() {
    for (String reason : List.of("OUT_OF_STOCK", "UNKNOWN_PRODUCT")) {
      desk = refusing(Stock.RESERVE, Stock.REJECTED, reason);

      JsonObject settled = settled(call(ANNE, "place", order(TEA, 1)).json());

      assertThat(settled.getString("status")).isEqualTo("REJECTED");
      assertThat(settled.getString("reason")).isEqualTo(reason);
    }
  }

  @Test
  void anOrderThatCannotBePaidIsRejectedAndItsStockReleased() {
    desk = refusing(Payment.CHARGE, Payment.REFUSED, "anything");

    JsonObject settled = settled(call(ANNE, "place", order(TEA, 1)).json());

    assertThat(settled.getString("reason")).isEqualTo("PAYMENT_REFUSED");
    assertThat(types(settled)).containsExactly(Stock.RESERVE, Payment.CHARGE, Stock.RELEASE);
  }

  @Test
  void whatIsToldOfAnOrderBelongsToItsCustomer() {
    desk = refusing(Payment.CHARGE, Payment.REFUSED, "anything");

    JsonObject order = settled(call(ANNE, "place", order(TEA, 1)).json());

    assertThat(told("orders", ADMIN, order))
        .containsExactly(
            "order.placed", Stock.RESERVE, Payment.CHARGE, Stock.RELEASE, "order.rejected");
    assertThat(told("orders", ANNE, order)).containsExactly("order.placed", "order.rejected");
    assertThat(told("products", ANNE, order)).containsExactly(Stock.RESERVED, Stock.RELEASED);
    assertThat(told("payments", ANNE, order)).containsExactly(Payment.REFUSED);
    for (String service : List.of("orders", "products", "payments")) {
      assertThat(told(service, BERT, order)).isEmpty();
    }
  }

  private static List<String> told(String service, Identity to, JsonObject order) {
    JsonObject input = new JsonObject().put("after", 0).put("subject", order.getString("id"));
    return call(Call.to(service + ".events-read", input).as(to))
        .json()
        .getJsonArray("items")
        .stream()
        .map(event -> ((JsonObject) event).getString("type"))
        .toList();
  }

  @Test
  void whoPrefersToWaitGetsTheOutcome() {
    Reply placed = call(ANNE, "place", order(TEA, 1), "prefer", "wait=5");

    assertThat(placed.status()).isEqualTo(201);
    assertThat(placed.json().getString("status")).isEqualTo("CONFIRMED");
  }

  @Test
  void whatHasNoPriceIsNeverReserved() {
    PRICES.remove(TEA);

    JsonObject order = call(ANNE, "place", order(TEA, 1)).json();

    Wait.until("it is asked for", () -> types(order).contains(Stock.RESERVE));
    assertThat(commands(order).get(0).getJsonArray("items").encode()).doesNotContain(TEA);
  }

  @Test
  void whoRepeatsAnOrderGetsItsAnswerAlsoWhenThereAreNoPrices() {
    Reply first = call(ANNE, "place", order(TEA, 1), "idempotency-key", "k-prices");
    settled(first.json());
    PRICES.clear();
    PRICES.put(TEA, -1);

    Reply second = call(ANNE, "place", order(TEA, 1), "idempotency-key", "k-prices");

    assertThat(second.body().bytes()).isEqualTo(first.body().bytes());
  }

  @Test
  void whoRepeatsAnOrderThatWasWaitedForGetsTheSameBytes() {
    String[] waiting = {"idempotency-key", "k-wait", "prefer", "wait=5"};
    Reply first = call(ANNE, "place", order(TEA, 1), waiting);
    call(ANNE, "cancel", id(first.json()), "prefer", "wait=5");

    Reply waited = call(ANNE, "place", order(TEA, 1), waiting);
    Reply plain = call(ANNE, "place", order(TEA, 1), "idempotency-key", "k-wait");

    assertThat(first.json().getString("status")).isEqualTo("CONFIRMED");
    assertThat(waited.body().bytes()).isEqualTo(first.body().bytes());
    assertThat(waited.headers()).isEqualTo(first.headers());
    assertThat(plain.body().bytes()).isEqualTo(first.body().bytes());
  }

  @Test
  void whoWaitsLongerThanItsDeadlineGetsAnAnswerNevertheless() {
    desk = command -> null;

    Reply placed = within(Duration.ofSeconds(3), "place", order(TEA, 1), "prefer", "wait=5");

    assertThat(placed.status()).isEqualTo(201);
    assertThat(placed.json().getString("status")).isEqualTo("PENDING");
    desk = AGREE;
    answerWhatWaits();
    settled(placed.json());
  }

  @Test
  void theSameKeyIsTheSameOrder() {
    Reply first = call(ANNE, "place", order(TEA, 1), "idempotency-key", "k1");
    Reply second = call(ANNE, "place", order(TEA, 1), "idempotency-key", "k1");

    assertThat(second.body().bytes()).isEqualTo(first.body().bytes());
    assertThat(refusal(ANNE, "place", order(TEA, 2), "idempotency-key", "k1").kind())
        .isEqualTo(Kind.INVALID);
  }

  @Test
  void onlyItsUserAndAdministratorsSeeAnOrder() {
    JsonObject order = call(ANNE, "place", order(TEA, 1)).json();
    JsonObject id = new JsonObject().put("id", order.getString("id"));

    assertThat(call(ADMIN, "read", id).json().getString("userId")).isEqualTo("anne");
    assertThat(refusal(BERT, "read", id).kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(refusal(BERT, "cancel", id).kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(refusal(BERT, "amend", amendment(order, CAKE, 1)).kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(refusal(Identity.ANONYMOUS, "read", id).kind()).isEqualTo(Kind.UNAUTHENTICATED);
    assertThat(refusal(ADMIN, "place", order(TEA, 1)).kind()).isEqualTo(Kind.FORBIDDEN);
  }

  @Test
  void aUsersOrdersAreListedInPagesNewestFirst() {
    Identity carl = new Identity("carl", List.of("customer"));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(0, settled(carl, call(carl, "place", order(TEA, 1)).json()).getString("id"));
    }

    List<String> listed = new ArrayList<>();
    JsonObject page = call(carl, "list", new JsonObject().put("limit", 2)).json();
    while (true) {
      page.getJsonArray("items").forEach(o -> listed.add(((JsonObject) o).getString("id")));
      String next = page.getString("next");
      if (next == null) {
        break;
      }
      page = call(carl, "list", new JsonObject().put("limit", 2).put("after", next))
          .json();
    }

    assertThat(listed).isEqualTo(ids);
    assertThat(call(carl, "list", new JsonObject().put("status", "REJECTED"))
            .json()
            .getJsonArray("items"))
        .isEmpty();
  }

  @Test
  void aCancelledOrderIsReleasedAndRefunded() {
    JsonObject order = confirmed();

    Reply accepted = call(ANNE, "cancel", id(order));
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(settled(order).getString("status")).isEqualTo("CANCELLED");
    assertThat(types(order)).endsWith(Stock.RELEASE, Payment.REFUND);
    assertThat(call(ANNE, "cancel", id(order)).status()).isEqualTo(202);
  }

  @Test
  void anOrderThatIsStillPendingIsCancelledOnceItIsConfirmed() {
    desk = command -> null;
    JsonObject order = call(ANNE, "place", order(TEA, 1)).json();
    Wait.until("it is asked for", () -> types(order).contains(Stock.RESERVE));
    call(ANNE, "cancel", id(order));

    desk = AGREE;
    answerWhatWaits();

    Wait.until("it is cancelled", () -> "CANCELLED".equals(read(order).getString("status")));
  }

  @Test
  void anOrderThatWasToBeCancelledAndCannotBeHadIsCancelled() {
    desk = command -> null;
    JsonObject order = call(ANNE, "place", order(TEA, 1)).json();
    Wait.until("it is asked for", () -> types(order).contains(Stock.RESERVE));
    call(ANNE, "cancel", id(order));

    desk = refusing(Stock.RESERVE, Stock.REJECTED, "OUT_OF_STOCK");
    answerWhatWaits();

    JsonObject settled = settled(order);
    assertThat(settled.getString("status")).isEqualTo("CANCELLED");
    assertThat(settled.containsKey("reason")).isFalse();
  }

  @Test
  void piecesThatWereBoughtKeepTheirPriceAndMoreOfThemCostWhatTheyCostToday() {
    JsonObject order = confirmed();
    PRICES.put(TEA, 300);

    JsonObject more = amended(order, lines(TEA, 3));
    assertThat(prices(more)).containsExactly("2 x 250", "1 x 300");
    assertThat(more.getJsonObject("total")).isEqualTo(money(800));

    PRICES.remove(TEA);
    JsonObject less = amended(more, lines(TEA, 1));
    assertThat(prices(less)).containsExactly("1 x 250");
    assertThat(commands(order).get(commands(order).size() - 2).getJsonArray("items"))
        .isEqualTo(lines(TEA, 1));
  }

  @Test
  void whatIsCheaperIsReturnedBeforeTheDifferenceIsRefunded() {
    JsonObject order = confirmed();
    COMMANDS.clear();

    amended(order, lines(TEA, 1));

    assertThat(types(order))
        .containsExactly(Stock.RESERVE, Payment.CHARGE, Stock.RESERVE, Payment.CHARGE);
    assertThat(commands(order).get(1).getJsonObject("total")).isEqualTo(money(500));
    assertThat(commands(order).get(2).getJsonArray("items")).isEqualTo(lines(TEA, 1));
    assertThat(commands(order).get(3).getJsonObject("total")).isEqualTo(money(250));
  }

  @Test
  void eachChangeOfAnOrderIsAnotherVersionOfIt() {
    JsonObject order = confirmed();
    desk = command -> null;

    Reply asked = call(ANNE, "amend", amendment(order, CAKE, 1), "if-match", "\"7\", \"2\"");

    assertThat(asked.headers().get("etag")).isEqualTo("\"3\"");
    assertThat(refusal(ANNE, "cancel", id(order), "if-match", "\"2\"").kind())
        .isEqualTo(Kind.PRECONDITION_FAILED);
    assertThat(call(ANNE, "read", id(order), "if-none-match", "\"3\"").status()).isEqualTo(304);
    desk = AGREE;
    answerWhatWaits();
    assertThat(settled(order).getInteger("version")).isEqualTo(4);
  }

  @Test
  void aChangedOrderReservesWhatIsMoreBeforeItPaysAndReturnsWhatIsLessAfter() {
    JsonObject order = confirmed();
    COMMANDS.clear();

    Reply amended = call(ANNE, "amend", amendment(order, CAKE, 3), "prefer", "wait=5");

    assertThat(amended.status()).isEqualTo(200);
    assertThat(amended.json().getJsonObject("total")).isEqualTo(money(750));
    assertThat(amended.json().getInteger("version")).isEqualTo(4);
    assertThat(amended.headers().get("etag")).isEqualTo("\"4\"");
    assertThat(amended.json().containsKey("change")).isFalse();
    List<JsonObject> asked = commands(order);
    assertThat(asked.get(0).getJsonArray("items")).isEqualTo(lines(TEA, 2, CAKE, 3));
    assertThat(asked.get(1).getJsonObject("total")).isEqualTo(money(750));
    assertThat(asked.get(2).getJsonArray("items")).isEqualTo(lines(CAKE, 3));
  }

  @Test
  void aChangeThatIsRefusedLeavesTheOrderAsItWasAndSaysWhy() {
    JsonObject order = confirmed();
    desk = refusing(Payment.CHARGE, Payment.REFUSED, "poor");

    JsonObject after =
        call(ANNE, "amend", amendment(order, CAKE, 3), "prefer", "wait=5").json();

    assertThat(after.getJsonArray("items")).isEqualTo(order.getJsonArray("items"));
    assertThat(after.getJsonObject("change").getString("reason")).isEqualTo("PAYMENT_REFUSED");
    assertThat(COMMANDS.get(COMMANDS.size() - 1).data().getJsonArray("items"))
        .isEqualTo(lines(TEA, 2));
  }

  @Test
  void whoBelievesInAnOlderVersionIsRefused() {
    JsonObject order = confirmed();
    JsonObject change = amendment(order, CAKE, 1);

    assertThat(refusal(ANNE, "amend", change, "if-match", "\"1\"").kind())
        .isEqualTo(Kind.PRECONDITION_FAILED);
    assertThat(call(ANNE, "amend", change, "if-match", "\"2\"").status()).isEqualTo(200);
    assertThat(refusal(ANNE, "amend", change).kind()).isEqualTo(Kind.CONFLICT);
    settled(order);
  }

  @Test
  void whatIsNoOrderIsRefusedWithEveryField() {
    Problem twice = refusal(ANNE, "place", new JsonObject().put("items", lines(TEA, 1, TEA, 2)));
    assertThat(twice.kind()).isEqualTo(Kind.INVALID);
    assertThat(twice.errors()).extracting(FieldError::field).containsExactly("items.1.productId");

    Problem broken = refusal(
        ANNE,
        "place",
        new JsonObject()
            .put("total", 1)
            .put("items", new JsonArray().add(new JsonObject().put("quantity", 0))));
    assertThat(broken.errors()).hasSizeGreaterThanOrEqualTo(3);
  }

  private JsonObject confirmed() {
    return settled(call(ANNE, "place", order(TEA, 2)).json());
  }

  private static void answerWhatWaits() {
    for (Event command : COMMANDS) {
      if (command.type().equals(Stock.RESERVE)) {
        Wait.forResult(mesh.client()
            .handle(Call.to(
                    "products.events-replay",
                    new JsonObject().put("group", "desk").put("subject", command.subject()))
                .as(Identity.OPERATOR)));
      }
    }
  }

  private static Function<Event, @Nullable NewEvent> refusing(
      String command, String answer, String reason) {
    return event -> event.type().equals(command)
        ? Participant.event(event, answer, event.data().copy().put("reason", reason))
        : Participant.agree(event);
  }

  private static JsonObject amended(JsonObject order, JsonArray lines) {
    JsonObject after =
        call(ANNE, "amend", id(order).put("items", lines), "prefer", "wait=5").json();
    assertThat(after.containsKey("change")).as(after.encode()).isFalse();
    return after;
  }

  private static List<String> prices(JsonObject order) {
    return order.getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .map(item -> item.getInteger("quantity") + " x "
            + item.getJsonObject("unitPrice").getLong("amount"))
        .toList();
  }

  private static List<JsonObject> commands(JsonObject order) {
    return COMMANDS.stream()
        .filter(command -> order.getString("id").equals(command.data().getString("orderId")))
        .map(Event::data)
        .toList();
  }

  private static List<String> types(JsonObject order) {
    return COMMANDS.stream()
        .filter(command -> order.getString("id").equals(command.data().getString("orderId")))
        .map(Event::type)
        .toList();
  }

  private static JsonObject settled(JsonObject order) {
    return settled(ANNE, order);
  }

  private static JsonObject settled(Identity who, JsonObject order) {
    Wait.until("the order has settled", () -> {
      JsonObject now = call(who, "read", id(order)).json();
      JsonObject change = now.getJsonObject("change");
      return !"PENDING".equals(now.getString("status"))
          && (change == null || !"PENDING".equals(change.getString("state")));
    });
    return call(who, "read", id(order)).json();
  }

  private static JsonObject read(JsonObject order) {
    return call(ANNE, "read", id(order)).json();
  }

  private static JsonObject id(JsonObject order) {
    return new JsonObject().put("id", order.getString("id"));
  }

  private static JsonObject order(String product, int quantity) {
    return new JsonObject().put("items", lines(product, quantity));
  }

  private static JsonObject amendment(JsonObject order, String product, int quantity) {
    return id(order).put("items", lines(product, quantity));
  }

  private static JsonArray lines(Object... productsAndQuantities) {
    JsonArray lines = new JsonArray();
    for (int i = 0; i < productsAndQuantities.length; i += 2) {
      lines.add(new JsonObject()
          .put("productId", productsAndQuantities[i])
          .put("quantity", productsAndQuantities[i + 1]));
    }
    return lines;
  }

  private static JsonObject money(int amount) {
    return new JsonObject().put("amount", amount).put("currency", "EUR");
  }

  private static Reply call(Identity who, String operation, JsonObject input, String... headers) {
    return call(Call.to("orders." + operation, input).as(who), headers);
  }

  private static Reply within(
      Duration longest, String operation, JsonObject input, String... headers) {
    return call(Call.to("orders." + operation, input).as(ANNE).within(longest), headers);
  }

  private static Reply call(Call call, String... headers) {
    Envelope envelope = call.envelope();
    return Wait.forResult(mesh.client()
        .handle(new Call(
            call.operation(),
            call.params(),
            call.body(),
            new Envelope(
                envelope.deadline(),
                envelope.identity(),
                envelope.trace(),
                Pairs.of(headers),
                envelope.cancellation()))));
  }

  private static Problem refusal(
      Identity who, String operation, JsonObject input, String... headers) {
    return Objects.requireNonNull(
        catchThrowableOfType(Problem.class, () -> call(who, operation, input, headers)));
  }
}
