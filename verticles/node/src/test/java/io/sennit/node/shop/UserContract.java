package io.sennit.node.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.node.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users: who registers, logs in, changes and leaves. */
interface UserContract extends Contract {
  Duration SOON = Duration.ofSeconds(5);

  @Test
  default void whoRegistersIsACustomer() {
    JsonObject input = registration("Ada Lovelace", shop().fresh() + "@example.org");

    Answer made = shop().anybody().post("/user", input).is(201);

    JsonObject user = made.json();
    assertThat(user.fieldNames())
        .containsExactlyInAnyOrder("id", "name", "email", "roles", "createdAt");
    assertThat(UUID.fromString(user.getString("id")).version()).isEqualTo(7);
    assertThat(user.getString("name")).isEqualTo("Ada Lovelace");
    assertThat(user.getString("email")).isEqualTo(input.getString("email"));
    assertThat(user.getJsonArray("roles")).containsExactly("customer");
    assertThat(user.getString("createdAt")).endsWith("Z");
    assertThat(Instant.parse(user.getString("createdAt")))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    assertThat(made.header("location")).isEqualTo("/user/" + user.getString("id"));
    assertThat(shop().admin().get(made.header("location")).is(200).json()).isEqualTo(user);
  }

  @Test
  default void anEmailBelongsToOneUser() {
    Caller user = shop().registered();
    Caller other = shop().customer();

    shop().anybody().post("/user", registration("Bob", user.email())).is(409);
    shop().anybody().post("/user", registration("Bob", upper(user))).is(409);
    JsonObject taken = new JsonObject().put("email", upper(user));
    other.put("/user/" + other.id(), taken).is(409);
    shop().admin().put("/user/" + other.id(), taken).is(409);
  }

  private static String upper(Caller user) {
    return user.email().replaceFirst("n", "N");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                                 | name email password",
        "{'name':1,'email':true,'password':[]}                              | name email password",
        "{'name':' ','email':'nobody','password':'short'}                   | name email password",
        "{'name':'A','email':'a@b.cd','password':'long enough','rank':1}    | rank",
        "{'name':'A','email':'a@b.cd','password':'long enough','id':'x','roles':['admin'],'createdAt':''}"
            + "| id roles createdAt",
      })
  default void aRegistrationIsRefusedWithEveryFieldAtFault(String body, String fields) {
    shop().anybody().post("/user", json(body)).names(fields.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/user/{id}       | {'name':'','email':'x','password':'short'}  | name email password",
        "/user/{id}       | {'rank':1}                                  | rank",
        "/user/{id}       | {'roles':['admin'],'createdAt':''}          | roles createdAt",
        "/user/{id}       | {'id':'x'}                                  | id",
        "/user/no-id      | {'name':'A'}                                | id",
        "/user/{id}/roles | {}                                          | roles",
        "/user/{id}/roles | {'roles':['king']}                          | roles.0",
        "/user/{id}/roles | {'roles':['customer','customer']}           | roles",
        "/user/no-id/roles| {'roles':['customer']}                      | id",
      })
  default void aChangeOfAUserIsRefusedWithEveryFieldAtFault(
      String path, String body, String fields) {
    String filled = path.replace("{id}", shop().stranger().id());

    shop().admin().put(filled, json(body)).names(fields.split(" "));
  }

  @Test
  default void idsAreCheckedWherePathsAndQueriesHaveThem() {
    shop().admin().get("/user/no-id").names("id");
    shop().admin().delete("/user/no-id").names("id");
    shop().admin().get("/user").names("user_id");
    shop().admin().get("/user?user_id=no-id").names("user_id");
    shop().admin().get("/user?user_id=" + shop().stranger().id() + "&more=1").names("more");
  }

  @Test
  default void aLoginGivesATokenForATime() {
    Caller user = shop().registered();

    JsonObject login =
        shop().anybody().post("/login", login(user, Shop.PASSWORD)).is(200).json();

    assertThat(login.fieldNames()).containsExactlyInAnyOrder("token", "tokenType", "expiresIn");
    assertThat(login.getString("tokenType")).isEqualTo("Bearer");
    assertThat(login.getInteger("expiresIn")).isPositive();
    Caller known = user.with(login.getString("token"));
    assertThat(known.get("/user/" + user.id()).is(200).text("email")).isEqualTo(user.email());
  }

  @Test
  default void aLoginThatFailsTellsNothing() {
    Caller user = shop().registered();
    Caller nobody = shop().anybody();

    String wrong =
        nobody.post("/login", login(user, "not the password")).is(401).text("detail");
    JsonObject unknown = login(user, Shop.PASSWORD).put("email", shop().fresh() + "@nowhere.org");

    assertThat(nobody.post("/login", unknown).is(401).text("detail")).isEqualTo(wrong);
    nobody.post("/login", new JsonObject()).names("email", "password");
    nobody.post("/login", login(user, Shop.PASSWORD).put("remember", true)).names("remember");
  }

  @Test
  default void whoGuessesHasToWait() {
    Caller user = shop().registered();
    Caller guesser = shop().anybody();
    JsonObject guess = login(user, "a guess");
    int guesses = 0;
    Answer answer = guesser.post("/login", guess);
    while (answer.status() == 401 && guesses++ < 20) {
      answer = guesser.post("/login", guess);
    }

    answer.is(429);
    assertThat(Integer.parseInt(answer.header("retry-after"))).isBetween(1, 3_600);
    assertThat(answer.header("ratelimit"))
        .matches("\"[a-z-]+\";r=0;t=" + answer.header("retry-after"));
    guesser.post("/login", login(user, Shop.PASSWORD)).is(429);
  }

  @Test
  default void whatIsNoTokenIsRefusedEverywhere() {
    Caller user = shop().stranger();
    String token = user.token();
    String changed = token.substring(0, token.length() - 4) + "AAAA";

    for (String bad : new String[] {"nonsense", changed, token + "x", "a.b.c"}) {
      user.with(bad).get("/user/" + user.id()).is(401);
      user.with(bad).get("/product").is(401);
    }
    shop().anybody().get("/account", "authorization", "Basic YTpi").is(401);
  }

  @Test
  default void aUserChangesWhatItWants() {
    Caller user = shop().customer();
    String email = shop().fresh() + "@example.org";

    JsonObject named = user.put("/user/" + user.id(), new JsonObject().put("name", "Grace"))
        .is(200)
        .json();
    JsonObject moved = shop()
        .admin()
        .put("/user/" + user.id(), new JsonObject().put("email", email))
        .is(200)
        .json();

    assertThat(named.getString("name")).isEqualTo("Grace");
    assertThat(named.getString("email")).isEqualTo(user.email());
    assertThat(moved.getString("name")).isEqualTo("Grace");
    assertThat(moved.getString("email")).isEqualTo(email);
    assertThat(user.get("/user?user_id=" + user.id()).is(200).json()).isEqualTo(moved);
    shop().anybody().post("/login", login(user, Shop.PASSWORD)).is(401);
  }

  @Test
  default void aNewPasswordEndsWhatTheOldOneBegan() {
    Caller user = shop().customer();

    user.put("/user/" + user.id(), new JsonObject().put("password", "quite another one"))
        .is(200);

    assertVoid(user);
    shop().anybody().post("/login", login(user, Shop.PASSWORD)).is(401);
    shop().login(user, "quite another one").get("/account").is(200);
  }

  @Test
  default void aRoleIsGoneAsSoonAsItIsTaken() {
    Caller user = shop().registered();
    Caller merchant = shop().withRoles(shop().admin(), user, "customer", "merchant");
    merchant.post("/product", Shop.goods(shop().fresh())).is(201);

    JsonObject now = shop()
        .admin()
        .put("/user/" + user.id() + "/roles", Shop.roles("customer"))
        .is(200)
        .json();

    assertThat(now.getJsonArray("roles")).isEqualTo(new JsonArray().add("customer"));
    assertVoid(merchant);
    Caller customer = shop().login(user, Shop.PASSWORD);
    customer.post("/product", Shop.goods(shop().fresh())).is(403);
  }

  @Test
  default void ofWhoLeavesOnlyTheOrdersStay() {
    Caller user = shop().customer(1_000);
    JsonObject order = shop().order(user, shop().product(300, 5), 2);

    user.delete("/user/" + user.id()).is(204);

    assertVoid(user);
    shop().anybody().post("/login", login(user, Shop.PASSWORD)).is(401);
    shop().admin().get("/user/" + user.id()).is(404);
    shop().admin().put("/user/" + user.id(), new JsonObject().put("name", "A")).is(404);
    shop().admin().put("/user/" + user.id() + "/roles", Shop.roles("admin")).is(404);
    shop().admin().delete("/user/" + user.id()).is(404);
    Answer kept = shop().admin().get("/order/" + order.getString("id")).is(200);
    assertThat(kept.json()).isEqualTo(order);
    assertThat(kept.body()).doesNotContain(user.email());
    assertThat(shop().balance(user)).isEqualTo(400);
    shop().anybody().post("/user", registration("New", user.email())).is(201);
  }

  private void assertVoid(Caller user) {
    // Each gateway hears of it by itself: as many good answers in a row as there may be gateways.
    Eventually.within(SOON, () -> {
      for (int gateway = 0; gateway < 6; gateway++) {
        user.get("/account").is(401);
      }
    });
  }

  private static JsonObject registration(String name, String email) {
    return new JsonObject().put("name", name).put("email", email).put("password", Shop.PASSWORD);
  }

  private static JsonObject login(Caller user, String password) {
    return new JsonObject().put("email", user.email()).put("password", password);
  }

  private static JsonObject json(String quoted) {
    return new JsonObject(quoted.replace('\'', '"'));
  }
}
