package io.sennit.node.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts: the money that is there, and what it came from and went to. */
interface AccountContract extends Contract {

  @Test
  default void whoHasNeverPaidInHasNothing() {
    JsonObject account = shop().customer().get("/account").is(200).json();

    assertThat(account.getJsonObject("balance")).isEqualTo(Shop.euros(0));
    assertThat(account.getJsonArray("entries")).isEmpty();
  }

  @Test
  default void everyEntrySaysWhatItCameFrom() {
    Caller customer = shop().customer();
    Answer deposit = shop()
        .admin()
        .post("/account/" + customer.id() + "/deposit", Shop.euros(1_000))
        .is(201);
    JsonObject order = shop().order(customer, shop().product(300, 5), 2);

    JsonObject account = customer.get("/account").is(200).json();

    assertThat(deposit.header("location")).isEqualTo("/account/" + customer.id());
    assertThat(deposit.json().getJsonObject("balance")).isEqualTo(Shop.euros(1_000));
    assertThat(account.getString("userId")).isEqualTo(customer.id());
    assertThat(account.getJsonObject("balance")).isEqualTo(Shop.euros(400));
    JsonArray entries = account.getJsonArray("entries");
    assertThat(entries).hasSize(2);
    JsonObject charge = entries.getJsonObject(0);
    assertThat(charge.getString("kind")).isEqualTo("CHARGE");
    assertThat(charge.getJsonObject("amount")).isEqualTo(Shop.euros(-600));
    assertThat(charge.getString("orderId")).isEqualTo(order.getString("id"));
    assertThat(charge.getString("cause")).isNotBlank();
    JsonObject paidIn = entries.getJsonObject(1);
    assertThat(paidIn.getString("kind")).isEqualTo("DEPOSIT");
    assertThat(paidIn.getJsonObject("amount")).isEqualTo(Shop.euros(1_000));
    assertThat(paidIn.getString("by")).isEqualTo(shop().admin().id());
    assertThat(Instant.parse(paidIn.getString("time"))).isBefore(Instant.now().plusSeconds(1));
    assertThat(shop().admin().get("/account/" + customer.id()).is(200).json()).isEqualTo(account);
    assertThat(customer.get("/account/" + customer.id()).is(200).json()).isEqualTo(account);
  }

  @Test
  default void manyEntriesComeInPages() {
    Caller customer = shop().customer();
    for (int cents = 1; cents <= 5; cents++) {
      shop().pay(customer, cents);
    }

    List<Long> seen = new ArrayList<>();
    Long next = Long.MAX_VALUE;
    while (next != null) {
      JsonObject page = customer.get("/account?limit=2&after=" + next).is(200).json();
      page.getJsonArray("entries")
          .forEach(
              entry -> seen.add(((JsonObject) entry).getJsonObject("amount").getLong("amount")));
      next = page.getLong("next");
    }

    assertThat(seen).containsExactly(5L, 4L, 3L, 2L, 1L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                             | amount currency",
        "{'amount':0,'currency':'EUR'}                  | amount",
        "{'amount':-5,'currency':'euros'}               | amount currency",
        "{'amount':1.5,'currency':'EUR'}                | amount",
        "{'amount':'10','currency':978}                 | amount currency",
        "{'amount':2000000000000,'currency':'EUR'}      | amount",
        "{'amount':10,'currency':'EUR','balance':1}     | balance",
        "{'amount':10,'currency':'EUR','userId':'x'}    | userId",
      })
  default void aDepositIsRefusedWithEveryFieldAtFault(String body, String fields) {
    String path = "/account/" + shop().stranger().id() + "/deposit";

    shop().admin().post(path, new JsonObject(body.replace('\'', '"'))).names(fields.split(" "));
  }

  @Test
  default void anAccountHasOneCurrency() {
    Caller customer = shop().customer(100);
    String path = "/account/" + customer.id() + "/deposit";

    shop().admin().post(path, Shop.euros(100).put("currency", "USD")).names("currency");

    assertThat(shop().balance(customer)).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=0 limit", "limit=201 limit", "limit=x limit", "after=0 after", "from=1 from"
      })
  default void whatIsNoPageOfEntriesIsRefused(String queryAndField) {
    String[] parts = queryAndField.split(" ");

    shop().stranger().get("/account?" + parts[0]).names(parts[1]);
    shop().admin().get("/account/" + shop().stranger().id() + "?" + parts[0]).names(parts[1]);
  }

  @Test
  default void nobodyPaysInForWhoIsNotThere() {
    shop()
        .admin()
        .post("/account/" + OrderContract.UNKNOWN + "/deposit", Shop.euros(1))
        .is(404);
  }

  @Test
  default void whatIsNoIdIsRefused() {
    shop().admin().get("/account/no-id").is(422);
    shop().admin().post("/account/no-id/deposit", Shop.euros(1)).names("userId");
  }
}
