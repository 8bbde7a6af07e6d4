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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    Wait.forResult(mesh.host(() -> new Participant("products", answering), 1));
    Wait.forResult(mesh.host(() -> new Participant("payments", answering), 1));
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
  void whoPrefersToWaitGetsTheOutcome() {
    Reply placed = call(ANNE, "place", order(TEA, 1), "prefer", "wait=5");

    assertThat(placed.status()).isEqualTo(201);
    assertThat(placed.json().getString("status")).isEqualTo("CONFIRMED");
  }

  @Test
  void anUnknownProductHasNoPriceAndIsForTheProductsToReject() {
    JsonObject order = call(ANNE, "place", order(Participant.UNKNOWN, 1)).json();

    assertThat(order.getJsonObject("total")).isEqualTo(money(0));
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
  void aChangedOrderReservesWhatIsMoreBeforeItPaysAndReturnsWhatIsLessAfter() {
    JsonObject order = confirmed();
    COMMANDS.clear();

    Reply amended = call(ANNE, "amend", amendment(order, CAKE, 3), "prefer", "wait=5");

    assertThat(amended.status()).isEqualTo(200);
    assertThat(amended.json().getJsonObject("total")).isEqualTo(money(750));
    assertThat(amended.json().getInteger("version")).isEqualTo(3);
    assertThat(amended.json().containsKey("change")).isFalse();
    List<JsonObject> asked = COMMANDS.stream()
        .filter(command -> order.getString("id").equals(command.data().getString("orderId")))
        .map(Event::data)
        .toList();
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
    Call call = Call.to("orders." + operation, input).as(who);
    Envelope envelope = call.envelope();
    return Wait.forResult(mesh.client()
        .handle(new Call(
            call.operation(),
            call.params(),
            call.body(),
            new Envelope(
                envelope.deadline(),
                who,
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
