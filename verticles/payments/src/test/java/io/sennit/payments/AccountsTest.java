package io.sennit.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.contracts.Money;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Ids;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.FieldError;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts as their owners and admins see them. */
class AccountsTest {
  @TempDir
  static Path data;

  private static Bank bank;

  @BeforeAll
  static void open() {
    bank = Bank.in(data, 1);
  }

  @AfterAll
  static void close() {
    bank.close();
  }

  @Test
  void theAccountOfSomebodyNewIsEmpty() {
    Identity ada = Bank.customer();

    JsonObject account = bank.ask("own", ada, new JsonObject()).json();

    assertThat(account.fieldNames()).containsExactly("userId", "balance", "entries", "next");
    assertThat(account.getString("userId")).isEqualTo(ada.subject());
    assertThat(account.getJsonObject("balance")).isEqualTo(new Money(0, "EUR").toJson());
    assertThat(account.getJsonArray("entries")).isEmpty();
    assertThat(bank.stage()
            .number("SELECT count(*) FROM payments.account WHERE id = '" + ada.subject() + "'"))
        .as("reading makes none")
        .isZero();
  }

  @Test
  void anAdminPaysInAndTheOwnerSeesWhy() {
    Identity ada = Bank.customer();

    Reply reply = bank.ask("deposit", Bank.ADMIN, Bank.deposit(ada.subject(), 50_000, "EUR"));

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.headers().get("location")).isEqualTo("/account/" + ada.subject());
    JsonObject account = bank.ask("own", ada, new JsonObject()).json();
    assertThat(account).isEqualTo(reply.json());
    assertThat(account.getJsonObject("balance")).isEqualTo(new Money(50_000, "EUR").toJson());
    JsonObject entry = account.getJsonArray("entries").getJsonObject(0);
    assertThat(entry.getString("kind")).isEqualTo("DEPOSIT");
    assertThat(entry.getJsonObject("amount")).isEqualTo(new Money(50_000, "EUR").toJson());
    assertThat(entry.getString("cause")).isEqualTo("payments.deposit");
    assertThat(entry.getString("by")).isEqualTo(Bank.ADMIN.subject());
    assertThat(entry.getString("time")).endsWith("Z");
  }

  @Test
  void aDepositWithAKeyHappensOnceAndItsEntryNamesTheKey() {
    String user = Ids.next().toString();
    JsonObject deposit = Bank.deposit(user, 700, "EUR");

    Reply first = bank.ask("deposit", Bank.ADMIN, deposit, "idempotency-key", "gift-1");
    Reply again = bank.ask("deposit", Bank.ADMIN, deposit, "idempotency-key", "gift-1");

    assertThat(again.body().bytes()).isEqualTo(first.body().bytes());
    assertThat(bank.balance(user)).isEqualTo(700);
    assertThat(bank.stage().number("SELECT count(*) FROM payments.transfer WHERE key = 'gift-1'"))
        .isEqualTo(1);
    Problem other =
        failure("deposit", Bank.ADMIN, Bank.deposit(user, 701, "EUR"), "idempotency-key", "gift-1");
    assertThat(other.kind()).isEqualTo(Kind.INVALID);
  }

  @Test
  void nothingIsPaidInForNobody() {
    Problem problem = failure("deposit", Bank.ADMIN, Bank.deposit(Users.NOBODY, 700, "EUR"));

    assertThat(problem.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(bank.stage()
            .number("SELECT count(*) FROM payments.account WHERE id = '" + Users.NOBODY + "'"))
        .isZero();
  }

  @Test
  void whileUsersAreAwayOnlyWhatWasPaidInIsAnswered() {
    String user = Ids.next().toString();
    JsonObject deposit = Bank.deposit(user, 700, "EUR");
    Reply first = bank.ask("deposit", Bank.ADMIN, deposit, "idempotency-key", "gift-2");

    bank.withoutUsers(() -> {
      Reply again = bank.ask("deposit", Bank.ADMIN, deposit, "idempotency-key", "gift-2");
      assertThat(again.body().bytes()).isEqualTo(first.body().bytes());
      assertThat(failure("deposit", Bank.ADMIN, deposit, "idempotency-key", "gift-3")
              .kind())
          .isEqualTo(Kind.UNAVAILABLE);
    });
    assertThat(bank.balance(user)).isEqualTo(700);
  }

  @Test
  void depositsAtTheSameTimeAreAllThere() {
    String user = Ids.next().toString();
    List<Future<Reply>> deposits = IntStream.range(0, 40)
        .mapToObj(
            i -> bank.stage().call("payments.deposit", Bank.ADMIN, Bank.deposit(user, 5, "EUR")))
        .toList();

    Wait.forResult(Future.all(deposits));

    assertThat(bank.balance(user)).isEqualTo(200);
  }

  @Test
  void anAccountHasOneCurrency() {
    String user = bank.user(100);

    Problem problem = failure("deposit", Bank.ADMIN, Bank.deposit(user, 1, "USD"));

    assertThat(problem.errors())
        .containsExactly(new FieldError("currency", "must be EUR, as the account has"));
    assertThat(bank.balance(user)).isEqualTo(100);
  }

  @Test
  void onlyTheOwnerAndAdminsSeeAnAccount() {
    Identity ada = Bank.customer();
    bank.ask("deposit", Bank.ADMIN, Bank.deposit(ada.subject(), 10, "EUR"));
    JsonObject hers = new JsonObject().put("userId", ada.subject());

    assertThat(bank.ask("read", ada, hers).json().getString("userId")).isEqualTo(ada.subject());
    assertThat(bank.ask("read", Bank.ADMIN, hers).status()).isEqualTo(200);
    assertThat(failure("read", Bank.customer(), hers).kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(failure("deposit", ada, Bank.deposit(ada.subject(), 10, "EUR")).kind())
        .isEqualTo(Kind.FORBIDDEN);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /account",
    "GET, /account/01a1fb06-0c2d-7656-9931-3fb6108ef384",
    "POST, /account/01a1fb06-0c2d-7656-9931-3fb6108ef384/deposit"
  })
  void whoDoesNotSayWhoTheyAreSeesNoAccount(String method, String path) throws Exception {
    assertThat(bank.stage().http(method, path).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'amount':0}|amount",
        "{'amount':-5}|amount",
        "{'amount':1.5}|amount",
        "{'amount':'5'}|amount",
        "{'amount':1000000000001}|amount",
        "{'currency':'eur'}|currency",
        "{'currency':'EURO'}|currency",
        "{'currency':'EUR\\n'}|currency",
        "{'userId':'shop'}|userId",
        "{'userId':'01A1FB06-0C2D-7656-9931-3FB6108EF384'}|userId",
        "{'userId':'urn:uuid:01a1fb06-0c2d-7656-9931-3fb6108ef384'}|userId",
        "{'balance':5}|balance"
      })
  void whatIsNoMoneyIsRefusedAndTheFieldNamed(String change, String field) {
    JsonObject deposit = Bank.deposit(Ids.next().toString(), 5, "EUR")
        .mergeIn(new JsonObject(change.replace('\'', '"')));

    Problem problem = failure("deposit", Bank.ADMIN, deposit);

    assertThat(problem.kind()).isEqualTo(Kind.INVALID);
    assertThat(problem.errors()).extracting(FieldError::field).containsExactly(field);
  }

  @Test
  void entriesComeInPagesTheNewestFirst() {
    String user = Ids.next().toString();
    for (int i = 1; i <= 5; i++) {
      bank.ask("deposit", Bank.ADMIN, Bank.deposit(user, i, "EUR"));
    }

    List<Long> amounts = new ArrayList<>();
    JsonObject page = new JsonObject().put("userId", user).put("limit", 2);
    Long next = Long.MAX_VALUE;
    while (next != null) {
      JsonObject account =
          bank.ask("read", Bank.ADMIN, page.copy().put("after", next)).json();
      account
          .getJsonArray("entries")
          .forEach(
              entry -> amounts.add(((JsonObject) entry).getJsonObject("amount").getLong("amount")));
      next = account.getLong("next");
    }

    assertThat(amounts).containsExactly(5L, 4L, 3L, 2L, 1L);
    assertThat(failure("read", Bank.ADMIN, page.copy().put("limit", 201)).kind())
        .isEqualTo(Kind.INVALID);
  }

  private static Problem failure(
      String operation, Identity identity, JsonObject input, String... headers) {
    return catchThrowableOfType(Problem.class, () -> bank.ask(operation, identity, input, headers));
  }
}
