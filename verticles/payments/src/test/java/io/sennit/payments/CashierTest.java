package io.sennit.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.contracts.Money;
import io.sennit.contracts.Payment;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Ids;
import io.sennit.testkit.Wait;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the payments do with the commands of orders. */
class CashierTest {
  @TempDir
  static Path data;

  private static Bank bank;

  @BeforeAll
  static void open() {
    bank = Bank.in(data, 2);
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  /** Whatever a test did, the books must be right. */
  @AfterEach
  void allEntriesSumToZeroAndEveryBalanceIsTheSumOfItsEntries() {
    assertThat(bank.stage().number("SELECT coalesce(sum(amount), 0)::bigint FROM payments.entry"))
        .isZero();
    assertThat(bank.stage().number("""
                    SELECT count(*)
                      FROM (SELECT transfer FROM payments.entry
                             GROUP BY transfer HAVING sum(amount) <> 0 OR count(*) <> 2) AS uneven
                    """)).isZero();
    assertThat(bank.stage().number("""
                    SELECT count(*)
                      FROM payments.account
                     WHERE balance < 0
                        OR balance <> (SELECT coalesce(sum(amount), 0) FROM payments.entry
                                        WHERE entry.account = account.id)
                    """)).isZero();
  }

  @Test
  void whoHasEnoughIsChargedAndTheEntryNamesOrderAndCommand() {
    String ada = bank.user(500);
    String order = order();

    bank.tell(Bank.charge(order, ada, 120));

    JsonObject answer = bank.answers(order, 1).get(0);
    assertThat(answer.getString("type")).isEqualTo(Payment.CHARGED);
    assertThat(answer.getJsonObject("data"))
        .isEqualTo(new Payment.Charged(order, ada, euros(120), euros(120)).toJson());
    JsonObject account = bank.account(ada);
    assertThat(account.getJsonObject("balance")).isEqualTo(euros(380).toJson());
    JsonObject entry = account.getJsonArray("entries").getJsonObject(0);
    assertThat(entry.getString("kind")).isEqualTo("CHARGE");
    assertThat(entry.getJsonObject("amount")).isEqualTo(euros(-120).toJson());
    assertThat(entry.getString("orderId")).isEqualTo(order);
    assertThat(entry.getString("cause"))
        .isEqualTo(answer.getString("cause"))
        .matches("/orders/\\d+");
  }

  @Test
  void whoHasTooLittleIsRefusedAndKeepsIt() {
    String ada = bank.user(100);
    String order = order();

    bank.tell(Bank.charge(order, ada, 101));

    JsonObject answer = bank.answers(order, 1).get(0);
    assertThat(answer.getString("type")).isEqualTo(Payment.REFUSED);
    assertThat(answer.getJsonObject("data"))
        .isEqualTo(new Payment.Refused(order, ada, euros(101)).toJson());
    assertThat(bank.balance(ada)).isEqualTo(100);
  }

  @Test
  void whoHasNoAccountCanPayNothingButNothing() {
    String nobody = Ids.next().toString();
    String order = order();
    String free = order();

    bank.tell(Bank.charge(order, nobody, 1), Bank.charge(free, nobody, 0));

    assertThat(types(order, 1)).containsExactly(Payment.REFUSED);
    assertThat(types(free, 1)).containsExactly(Payment.CHARGED);
  }

  @Test
  void anotherCurrencyIsRefused() {
    String ada = bank.user(100);
    String order = order();

    bank.tell(Bank.charge(order, ada, new Money(1, "USD")));

    assertThat(types(order, 1)).containsExactly(Payment.REFUSED);
    assertThat(bank.balance(ada)).isEqualTo(100);
  }

  @Test
  void onlyTheDifferenceToWhatWasPaidIsCharged() {
    String ada = bank.user(100);
    String order = order();

    bank.tell(
        Bank.charge(order, ada, 60),
        Bank.charge(order, ada, 100),
        Bank.charge(order, ada, 30),
        Bank.charge(order, ada, 30),
        Bank.charge(order, ada, 101));

    assertThat(changes(bank.answers(order, 5).subList(0, 4))).containsExactly(60L, 40L, -70L, 0L);
    assertThat(types(order, 5)).last().isEqualTo(Payment.REFUSED);
    assertThat(bank.balance(ada)).isEqualTo(70);
  }

  @Test
  void allThatWasPaidIsGivenBackOnce() {
    String ada = bank.user(100);
    String order = order();

    bank.tell(Bank.charge(order, ada, 60), Bank.refund(order, ada), Bank.refund(order, ada));

    List<JsonObject> answers = bank.answers(order, 3);
    assertThat(answers.get(1).getJsonObject("data"))
        .isEqualTo(new Payment.Refunded(order, ada, 60).toJson());
    assertThat(answers.get(2).getJsonObject("data").getLong("amount")).isZero();
    assertThat(bank.balance(ada)).isEqualTo(100);
  }

  @Test
  void whatSomebodyElsePaidIsNotGivenBackToMe() {
    String ada = bank.user(100);
    String bob = bank.user(100);
    String order = order();

    bank.tell(Bank.charge(order, ada, 60), Bank.refund(order, bob));

    bank.answers(order, 2);
    assertThat(bank.balance(ada)).isEqualTo(40);
    assertThat(bank.balance(bob)).isEqualTo(100);
  }

  @Test
  void manyOrdersAtOnceNeverSpendMoreThanThereIs() {
    String ada = bank.user(1_000);
    List<String> orders = IntStream.range(0, 200).mapToObj(i -> order()).toList();

    // when all are to be paid at the same time, in all partitions
    orders.parallelStream().forEach(order -> bank.tell(Bank.charge(order, ada, 20)));

    List<String> types = orders.stream().map(order -> types(order, 1).get(0)).toList();
    assertThat(types).filteredOn(Payment.CHARGED::equals).hasSize(50);
    assertThat(types).filteredOn(Payment.REFUSED::equals).hasSize(150);
    assertThat(bank.balance(ada)).isZero();
  }

  @Test
  void ordersOfManyUsersDoNotBlockEachOther() {
    List<String> users = IntStream.range(0, 10).mapToObj(i -> bank.user(1_000)).toList();
    long before = deadlocks();
    List<String> orders = IntStream.range(0, 400).mapToObj(i -> order()).toList();

    IntStream.range(0, 20)
        .parallel()
        .forEach(part -> bank.tell(IntStream.range(part * 20, part * 20 + 20)
            .mapToObj(i -> Bank.charge(orders.get(i), users.get(i * 7 % 10), 1))
            .toArray(JsonObject[]::new)));

    orders.forEach(order -> assertThat(types(order, 1)).containsExactly(Payment.CHARGED));
    assertThat(users.stream().mapToLong(bank::balance).sum()).isEqualTo(10_000 - 400);
    assertThat(deadlocks() - before).isZero();
  }

  @Test
  void commandsThatAreHandledAgainChangeNothing() {
    long told = bank.stage().number("SELECT coalesce(max(position), 0) FROM orders.event");
    // given one order that is paid, one that was refused, one of which all was given back
    String ada = bank.user(100);
    String paid = order();
    String refused = order();
    String refunded = order();
    for (JsonObject command : List.of(
        Bank.charge(refunded, ada, 100),
        Bank.charge(refused, ada, 50),
        Bank.refund(refunded, ada),
        Bank.charge(paid, ada, 10))) {
      bank.tell(command);
      // Each is in a partition of its own; their order matters here.
      bank.stage().awaitHandled("orders", "payments");
    }
    String transfers = "SELECT count(*) FROM payments.transfer";
    long before = bank.stage().number(transfers);

    // when the group handles the log again from there on
    bank.stage()
        .ask(
            "payments.events-replay",
            Identity.OPERATOR,
            new JsonObject().put("group", "cashier").put("from", Long.toString(told + 1)));

    // then each of them is answered again as before
    assertThat(types(paid, 2)).containsExactly(Payment.CHARGED, Payment.CHARGED);
    assertThat(types(refused, 2)).containsExactly(Payment.REFUSED, Payment.REFUSED);
    assertThat(types(refunded, 3)).last().isEqualTo(Payment.REFUNDED);
    assertThat(bank.stage().number(transfers)).isEqualTo(before);
    assertThat(bank.balance(ada)).isEqualTo(90);
  }

  @Test
  void ofTwoSagasOfAnOrderAtOnceTheLaterCommandCounts() {
    // given two commands for an order in two partitions, both of which wait for the account
    String ada = bank.user(100);
    String order = order();
    List<String> subjects = subjectsOfTwoPartitions();
    bank.stage().holding("SELECT FROM payments.account WHERE id = '" + ada + "' FOR UPDATE", () -> {
      bank.tell(Bank.charge(order, ada, 10).put("subject", subjects.get(0)));
      bank.tell(Bank.charge(order, ada, 20).put("subject", subjects.get(1)));
      bank.stage().awaitBlocked(2);
    });

    // then, whichever gets through first, so much is paid as was asked for last
    bank.stage().awaitHandled("orders", "payments");
    assertThat(bank.balance(ada)).isEqualTo(80);
  }

  private static List<String> subjectsOfTwoPartitions() {
    String first = order();
    String second = order();
    while (partition(second) == partition(first)) {
      second = order();
    }
    return List.of(first, second);
  }

  private static long partition(String subject) {
    return bank.stage().number("SELECT get_byte(decode(md5('" + subject + "'), 'hex'), 0) & 15");
  }

  @Test
  void aCommandThatMeansNothingIsPutAside() {
    String ada = bank.user(100);
    String order = order();

    bank.tell(Bank.charge(order, ada, -5));

    Wait.until(
        "it is put aside",
        () -> bank.stage()
                .number(
                    "SELECT count(*) FROM payments.event_parked WHERE subject = '" + order + "'")
            == 1);
    assertThat(bank.balance(ada)).isEqualTo(100);
    bank.stage().sql("DELETE FROM payments.event_parked");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'%s', 'shop', -101, 'EUR', 'CHARGE', gen_random_uuid()",
        "'%s', 'shop', -1, 'USD', 'CHARGE', gen_random_uuid()",
        "'%s', 'shop', 1, 'EUR', 'DEPOSIT', NULL",
        "'nobody', 'deposits', 1, 'EUR', 'DEPOSIT', NULL"
      })
  void theDatabaseItselfRefusesWhatWouldSpoilTheBooks(String transfer) {
    String ada = bank.user(100);

    assertThatThrownBy(() -> bank.stage()
            .sql("INSERT INTO payments.transfer (account, house, amount, currency, kind, order_id,"
                + " cause) VALUES (" + transfer.formatted(ada) + ", 'a defect')"))
        .hasMessageContaining("violates");
  }

  @Test
  void oneBadTransferAmongOthersSpoilsTheStatement() {
    String ada = bank.user(100);

    assertThatThrownBy(() -> bank.stage()
            .sql("INSERT INTO payments.transfer (account, house, amount, currency, kind, cause) "
                + "SELECT '" + ada + "', 'deposits', 1, currency, 'DEPOSIT', 'a defect'"
                + " FROM unnest(ARRAY['EUR', 'USD', 'EUR']) AS currency"))
        .hasMessageContaining("violates");
    assertThat(bank.balance(ada)).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM account",
        "UPDATE account SET currency = 'USD'",
        "UPDATE account SET id = id || '-2'"
      })
  void theServiceItselfCannotTakeAnAccountFromItsTransfers(String statement) {
    bank.user(100);

    assertThatThrownBy(() ->
            bank.stage().sql("SET ROLE sennit_payments; SET search_path = payments; " + statement))
        .hasMessageContaining("permission denied for table account");
  }

  private static String order() {
    return Ids.next().toString();
  }

  private static Money euros(long amount) {
    return new Money(amount, "EUR");
  }

  private static List<String> types(String order, int count) {
    return bank.answers(order, count).stream()
        .map(answer -> answer.getString("type"))
        .toList();
  }

  private static List<Long> changes(List<JsonObject> answers) {
    return answers.stream()
        .map(answer -> Payment.Charged.of(answer.getJsonObject("data")).change().amount())
        .toList();
  }

  private static long deadlocks() {
    return bank.stage()
        .number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
  }
}
