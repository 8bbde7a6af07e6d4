package io.sennit.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.contracts.Line;
import io.sennit.contracts.Stock;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Ids;
import io.sennit.testkit.Wait;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stock does with the commands of orders. */
class ReservationsTest {
  @TempDir
  static Path data;

  private static Market market;

  @BeforeAll
  static void open() {
    market = Market.in(data, System::nanoTime, 2);
  }

  @AfterAll
  static void close() {
    market.close();
  }

  /** Whatever a test did, the books must be right. */
  @AfterEach
  void everyStockIsTheSumOfItsMovements() {
    assertThat(market.stage().number("""
                    SELECT count(*)
                      FROM products.stock
                     WHERE pieces <> (SELECT coalesce(sum(quantity), 0) FROM products.movement AS m
                                       WHERE m.product = stock.product)
                    """)).isZero();
  }

  @Test
  void whatIsThereIsReservedAndTheAnswerNamesItsCommand() {
    String lamp = market.product(5);
    String order = order();

    market.tell(Market.reserve(order, new Line(lamp, 2)));

    JsonObject answer = market.answer(order, 1);
    assertThat(answer.getString("type")).isEqualTo(Stock.RESERVED);
    assertThat(answer.getJsonObject("data"))
        .isEqualTo(new JsonObject()
            .put("orderId", order)
            .put("items", new JsonArray().add(new Line(lamp, 2).toJson())));
    assertThat(answer.getString("cause")).matches("/orders/\\d+");
    assertThat(market.stock(lamp)).isEqualTo(3);
  }

  @Test
  void anOrderIsReservedAsAWholeOrNotAtAll() {
    String lamp = market.product(5);
    String chair = market.product(1);
    String order = order();

    market.tell(Market.reserve(order, new Line(lamp, 2), new Line(chair, 2)));

    rejected(order, 1, "OUT_OF_STOCK", chair);
    assertThat(market.stock(lamp)).isEqualTo(5);
    assertThat(market.stock(chair)).isEqualTo(1);
  }

  @Test
  void aProductThatNeverWasIsUnknown() {
    String order = order();
    String other = order();
    String nothing = Ids.next().toString();

    market.tell(Market.reserve(order, new Line(nothing, 1)));
    market.tell(Market.reserve(other, new Line("no id at all", 1)));

    rejected(order, 1, "UNKNOWN_PRODUCT", nothing);
    rejected(other, 1, "UNKNOWN_PRODUCT", "no id at all");
  }

  @Test
  void whatIsNoLongerSoldIsUnknownButCanBeGivenBack() {
    String lamp = market.product(5);
    String before = order();
    String after = order();
    market.tell(Market.reserve(before, new Line(lamp, 2)));
    market.answers(before, 1);
    market.ask("delete", Market.MERCHANT, new JsonObject().put("id", lamp));

    market.tell(Market.reserve(after, new Line(lamp, 1)));
    market.tell(Market.reserve(before, new Line(lamp, 1)), Market.release(before));

    rejected(after, 1, "UNKNOWN_PRODUCT", lamp);
    assertThat(types(before, 3)).containsExactly(Stock.RESERVED, Stock.RESERVED, Stock.RELEASED);
    assertThat(market.stock(lamp)).isEqualTo(5);
  }

  @Test
  void aReservationIsChangedToWhatIsAskedForNow() {
    String lamp = market.product(5);
    String chair = market.product(5);
    String desk = market.product(5);
    String order = order();
    market.tell(Market.reserve(order, new Line(lamp, 2), new Line(chair, 3)));
    market.answers(order, 1);

    market.tell(Market.reserve(order, new Line(chair, 1), new Line(desk, 5)));

    assertThat(market.answer(order, 2).getString("type")).isEqualTo(Stock.RESERVED);
    assertThat(market.stock(lamp)).isEqualTo(5);
    assertThat(market.stock(chair)).isEqualTo(4);
    assertThat(market.stock(desk)).isZero();
  }

  @Test
  void whatAnOrderHasIsNotAskedForAgain() {
    String lamp = market.product(5);
    String order = order();

    market.tell(Market.reserve(order, new Line(lamp, 4)), Market.reserve(order, new Line(lamp, 5)));

    assertThat(types(order, 2)).containsExactly(Stock.RESERVED, Stock.RESERVED);
    assertThat(market.stock(lamp)).isZero();
  }

  @Test
  void aChangeThatIsRejectedLeavesTheReservationAsItWas() {
    String lamp = market.product(5);
    String order = order();
    market.tell(Market.reserve(order, new Line(lamp, 2)));

    market.tell(Market.reserve(order, new Line(lamp, 6)));

    rejected(order, 2, "OUT_OF_STOCK", lamp);
    assertThat(market.stock(lamp)).isEqualTo(3);
    market.tell(Market.release(order));
    assertThat(released(order, 3)).containsExactly(new Line(lamp, 2).toJson());
    assertThat(market.stock(lamp)).isEqualTo(5);
  }

  @Test
  void whatWasNeverReservedIsReleasedAllTheSame() {
    String order = order();

    market.tell(Market.release(order), Market.release(order));

    market.answers(order, 2);
    assertThat(released(order, 2)).isEmpty();
  }

  @Test
  void linesOfTheSameProductAddUp() {
    String lamp = market.product(5);
    String order = order();
    String other = order();

    market.tell(Market.reserve(order, new Line(lamp, 3), new Line(lamp, 3)));
    market.tell(Market.reserve(other, new Line(lamp, 3), new Line(lamp, 2)));

    rejected(order, 1, "OUT_OF_STOCK", lamp);
    assertThat(market.answer(other, 1).getString("type")).isEqualTo(Stock.RESERVED);
  }

  @Test
  void ordersThatCompeteInABatchAreServedInTheirOrder() {
    String lamp = market.product(3);
    // The same partition for all of them: the first hexadecimal digits of md5(subject) decide it.
    List<String> orders = ordersOfOnePartition(5);

    market.tell(
        orders.stream().map(order -> Market.reserve(order, new Line(lamp, 1))).toList());

    assertThat(orders)
        .extracting(order -> market.answer(order, 1).getString("type"))
        .containsExactly(
            Stock.RESERVED, Stock.RESERVED, Stock.RESERVED, Stock.REJECTED, Stock.REJECTED);
  }

  @Test
  void twoHundredCustomersGetExactlyTheFiftyPiecesThatThereAre() {
    String lamp = market.product(50);
    List<String> orders = IntStream.range(0, 200).mapToObj(i -> order()).toList();

    // when all ask at the same time, in all partitions
    orders.parallelStream().forEach(order -> market.tell(Market.reserve(order, new Line(lamp, 1))));

    List<String> types =
        orders.stream().map(order -> market.answer(order, 1).getString("type")).toList();
    assertThat(types).filteredOn(Stock.RESERVED::equals).hasSize(50);
    assertThat(types).filteredOn(Stock.REJECTED::equals).hasSize(150);
    assertThat(market.stock(lamp)).isZero();
  }

  @Test
  void ordersOfTheSameProductsInAnyOrderDoNotBlockEachOther() {
    List<String> products =
        IntStream.range(0, 8).mapToObj(i -> market.product(100_000)).toList();
    long before = deadlocks();
    List<String> orders = new ArrayList<>();
    List<JsonObject> commands = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String order = order();
      orders.add(order);
      // Each begins with another product.
      Line[] lines = IntStream.range(0, 4)
          .mapToObj(n -> n * 3 + orders.size())
          .map(n -> new Line(products.get(n % 8), 1))
          .toArray(Line[]::new);
      commands.add(Market.reserve(order, lines));
    }

    IntStream.range(0, 20)
        .parallel()
        .forEach(part -> market.tell(commands.subList(part * 20, part * 20 + 20)));

    orders.forEach(
        order -> assertThat(market.answer(order, 1).getString("type")).isEqualTo(Stock.RESERVED));
    assertThat(products.stream().mapToLong(market::stock).sum()).isEqualTo(800_000 - 1_600);
    assertThat(deadlocks() - before).isZero();
  }

  @Test
  void commandsThatAreHandledAgainChangeNothing() {
    long told = market.stage().number("SELECT coalesce(max(position), 0) FROM orders.event");
    // given one order that holds, one that was rejected, one that has given all back
    String lamp = market.product(2);
    List<String> orders = ordersOfOnePartition(3);
    market.tell(
        Market.reserve(orders.get(0), new Line(lamp, 2)),
        Market.reserve(orders.get(1), new Line(lamp, 1)),
        Market.release(orders.get(0)),
        Market.reserve(orders.get(2), new Line(lamp, 1)));
    market.answers(orders.get(0), 2);
    market.answers(orders.get(1), 1);
    market.answers(orders.get(2), 1);
    String movements = "SELECT count(*) FROM products.movement";
    long before = market.stage().number(movements);

    // when the group handles the log again from there on
    market
        .stage()
        .ask(
            "products.events-replay",
            Identity.OPERATOR,
            new JsonObject().put("group", "stock").put("from", Long.toString(told + 1)));

    // then each of them is answered again as before
    assertThat(types(orders.get(0), 3)).last().isEqualTo(Stock.RELEASED);
    assertThat(types(orders.get(1), 2)).containsExactly(Stock.REJECTED, Stock.REJECTED);
    assertThat(types(orders.get(2), 2)).containsExactly(Stock.RESERVED, Stock.RESERVED);
    assertThat(market.stage().number(movements)).isEqualTo(before);
    assertThat(market.stock(lamp)).isEqualTo(1);
  }

  @Test
  void ofTwoSagasOfAnOrderAtOnceTheLaterCommandCounts() {
    // given two commands for an order in two partitions, neither of which sees what the other does
    String lamp = market.product(5);
    String chair = market.product(5);
    String order = order();
    List<String> subjects = subjectsOfTwoPartitions();
    market.stage().holding(decisionOf(order), () -> {
      market.tell(Market.reserve(order, new Line(lamp, 1)).put("subject", subjects.get(0)));
      market.tell(Market.reserve(order, new Line(chair, 1)).put("subject", subjects.get(1)));
      market.stage().awaitBlocked(2);
    });

    // then, whichever gets through first, the order holds what it asked for last
    market.stage().awaitHandled("orders", "products");
    assertThat(market.stock(lamp)).isEqualTo(5);
    assertThat(market.stock(chair)).isEqualTo(4);
  }

  private static String decisionOf(String order) {
    return "INSERT INTO products.decision VALUES ('" + order + "', 0, 0, '', '{}')";
  }

  private static List<String> subjectsOfTwoPartitions() {
    String first = order();
    String second = order();
    while (partition(second) == partition(first)) {
      second = order();
    }
    return List.of(first, second);
  }

  @Test
  void aCommandThatMeansNothingIsPutAsideAndOthersGoOn() {
    String lamp = market.product(5);
    List<String> orders = ordersOfOnePartition(2);

    market.tell(
        Market.reserve(orders.get(0), new Line(lamp, -1)),
        Market.reserve(orders.get(1), new Line(lamp, 1)));

    market.answers(orders.get(1), 1);
    assertThat(market.stock(lamp)).isEqualTo(4);
    Wait.until(
        "it is put aside",
        () -> market
                .stage()
                .number("SELECT count(*) FROM products.event_parked WHERE subject = '"
                    + orders.get(0) + "'")
            == 1);
    market.stage().sql("DELETE FROM products.event_parked");
  }

  @Test
  void theDatabaseItselfRefusesAStockBelowZero() {
    String lamp = market.product(1);

    assertThatThrownBy(() -> market
            .stage()
            .sql("INSERT INTO products.movement (product, quantity, kind, cause) VALUES ('" + lamp
                + "', -2, 'CORRECTED', 'a defect')"))
        .hasMessageContaining("stock_is_never_below_zero");
  }

  private static String order() {
    return Ids.next().toString();
  }

  private static List<String> ordersOfOnePartition(int count) {
    List<String> orders = new ArrayList<>();
    while (orders.size() < count) {
      String order = order();
      if (market.stage().number("SELECT get_byte(decode(md5('" + order + "'), 'hex'), 0) & 15")
          == 7) {
        orders.add(order);
      }
    }
    return orders;
  }

  private static long partition(String subject) {
    return market.stage().number("SELECT get_byte(decode(md5('" + subject + "'), 'hex'), 0) & 15");
  }

  private static List<String> types(String order, int count) {
    return market.answers(order, count).stream()
        .map(answer -> answer.getString("type"))
        .toList();
  }

  private static void rejected(String order, int count, String reason, String product) {
    JsonObject answer = market.answer(order, count);
    assertThat(answer.getString("type")).isEqualTo(Stock.REJECTED);
    assertThat(answer.getJsonObject("data"))
        .isEqualTo(
            new JsonObject().put("orderId", order).put("reason", reason).put("productId", product));
  }

  private static List<Object> released(String order, int count) {
    JsonObject answer = market.answer(order, count);
    assertThat(answer.getString("type")).isEqualTo(Stock.RELEASED);
    return answer.getJsonObject("data").getJsonArray("items").stream().toList();
  }

  private static long deadlocks() {
    return market
        .stage()
        .number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
  }
}
