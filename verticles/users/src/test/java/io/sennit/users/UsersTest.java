package io.sennit.users;

import static io.sennit.users.Node.PASSWORD;
import static io.sennit.users.Node.freshEmail;
import static io.sennit.users.Node.json;
import static io.sennit.users.Node.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.contracts.User;
import io.sennit.mesh.message.Repeatable;
import io.sennit.users.Node.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets who registers, looks, changes and leaves, over real HTTP. */
class UsersTest {
  @TempDir
  static Path folder;

  static Server server;
  static Node node;

  @BeforeAll
  static void start() {
    server = Server.in(folder);
    node = new Node(server, UsersService.Terms.USUAL);
  }

  @AfterAll
  static void stop() {
    node.close();
    server.close();
  }

  @Test
  void whoRegistersIsACustomerWithAnAddressOfItsOwn() {
    String email = freshEmail();

    HttpResponse<String> response = node.send("POST", "/user", registration(email), null);

    assertThat(response.statusCode()).isEqualTo(201);
    JsonObject user = json(response);
    assertThat(user.fieldNames())
        .containsExactlyInAnyOrder("id", "name", "email", "roles", "createdAt");
    assertThat(response.headers().firstValue("location")).hasValue("/user/" + user.getString("id"));
    assertThat(UUID.fromString(user.getString("id")).version()).isEqualTo(7);
    assertThat(user.getString("email")).isEqualTo(email);
    assertThat(user.getJsonArray("roles")).isEqualTo(JsonArray.of("customer"));
    assertThat(Instant.parse(user.getString("createdAt")))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
  }

  @Test
  void anEmailIsTakenHoweverItIsWritten() {
    Person person = node.person();

    problem(
        node.send("POST", "/user", registration(person.email().toUpperCase(Locale.ROOT)), null),
        409);
  }

  @Test
  void anEmailIsTakenHoweverItsAccentsAreComposed() {
    String email = freshEmail();
    node.send("POST", "/user", registration("zo\u00eb." + email), null);

    problem(node.send("POST", "/user", registration("zoe\u0308." + email), null), 409);
    assertThat(node.login("zoe\u0308." + email, PASSWORD).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                                 | name email password",
        "{\"name\":\"\",\"email\":\"a@b\",\"password\":\"12345678\"}          | name",
        "{\"name\":\"  \",\"email\":\"a@b\",\"password\":\"12345678\"}        | name",
        "{\"name\":\"a\\u0000\",\"email\":\"a@b\",\"password\":\"12345678\"}  | name",
        "{\"name\":\"a\",\"email\":\"a@b\\n\",\"password\":\"12345678\"}       | email",
        "{\"name\":\"a\",\"email\":\"a@b\",\"password\":\"1234567\\u0000\"}   | password",
        "{\"name\":\"a\",\"email\":\"none\",\"password\":\"12345678\"}        | email",
        "{\"name\":\"a\",\"email\":\"a@b\",\"password\":\"1234567\"}          | password",
        "{\"name\":\"a\",\"email\":\"a@b\",\"password\":12345678}             | password",
        "{\"name\":\"a\",\"email\":\"a@b\",\"password\":\"12345678\",\"roles\":[\"admin\"]} | roles",
        "{\"name\":\"a\",\"email\":\"a@b\",\"password\":\"12345678\",\"id\":\"7\"}          | id",
      })
  void whatIsWrongIsNamedFieldByField(String body, String fields) {
    HttpResponse<String> response = node.send("POST", "/user", new JsonObject(body), null);

    JsonObject problem = problem(response, 422);
    assertThat(
            problem.getJsonArray("errors").stream().map(e -> ((JsonObject) e).getString("field")))
        .containsExactlyInAnyOrder(fields.split(" "));
  }

  @Test
  void theRightPasswordGivesATokenAndAWrongOneTellsNothing() {
    Person person = node.person();

    HttpResponse<String> right = node.login(person.email(), PASSWORD);
    HttpResponse<String> wrong = node.login(person.email(), "wrong");
    HttpResponse<String> unknown = node.login(freshEmail(), "wrong");

    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(json(right).fieldNames())
        .containsExactlyInAnyOrder("token", "tokenType", "expiresIn");
    assertThat(json(right).getString("tokenType")).isEqualTo("Bearer");
    assertThat(json(right).getInteger("expiresIn")).isEqualTo(3_600);
    assertThat(right.headers().firstValue("cache-control")).hasValue("no-store");
    assertThat(problem(wrong, 401).getString("detail"))
        .isEqualTo(problem(unknown, 401).getString("detail"));
    assertThat(wrong.headers().firstValue("www-authenticate")).hasValue("Bearer");
  }

  @Test
  void aUserSeesItselfAndNobodyElse() {
    Person person = node.person();
    Person other = node.person();

    assertThat(json(node.get("/user/" + person.id(), person.token())).getString("email"))
        .isEqualTo(person.email());
    assertThat(json(node.get("/user?user_id=" + person.id(), person.token())).getString("email"))
        .isEqualTo(person.email());
    problem(node.get("/user/" + other.id(), person.token()), 404);
    problem(node.get("/user?user_id=" + other.id(), person.token()), 404);
    problem(node.get("/user/" + person.id(), null), 401);
    problem(node.get("/user/not-an-id", person.token()), 422);
    problem(node.get("/user?user_id=urn:uuid:" + person.id(), person.token()), 422);
    problem(node.get("/user/" + person.id() + "%0A", person.token()), 400);
  }

  @Test
  void aLoginWithACharacterThatNobodyHasIsRefused() {
    assertThat(problem(node.login("a\0@b", PASSWORD), 422).getString("detail")).contains("email");
  }

  @Test
  void aPasswordInTheAddressIsRefused() {
    String address = "?email=" + node.person().email() + "&password=12345678";

    assertThat(problem(node.send("POST", "/login" + address, null, null), 422).getString("detail"))
        .contains("password")
        .contains("email");
  }

  @Test
  void otherServicesLearnWhetherAnIdIsAUsers() {
    JsonObject known = new JsonObject().put("id", node.person().id());
    JsonObject unknown = new JsonObject().put("id", UUID.randomUUID().toString());

    assertThat(node.inside(User.EXISTS, known).json())
        .isEqualTo(new JsonObject().put("exists", true));
    assertThat(node.inside(User.EXISTS, unknown).json())
        .isEqualTo(new JsonObject().put("exists", false));
  }

  @Test
  void anAdministratorSeesEverybody() {
    Person person = node.person();
    Person admin = node.admin();

    assertThat(node.get("/user/" + person.id(), admin.token()).statusCode()).isEqualTo(200);
    assertThat(node.get("/user?user_id=" + person.id(), admin.token()).statusCode())
        .isEqualTo(200);
    problem(node.get("/user/" + UUID.randomUUID(), admin.token()), 404);
  }

  @Test
  void aUserChangesWhatItWants() {
    Person person = node.person();
    String email = freshEmail();

    HttpResponse<String> named = node.send(
        "PUT", "/user/" + person.id(), new JsonObject().put("name", "Zoë"), person.token());
    HttpResponse<String> moved = node.send(
        "PUT", "/user/" + person.id(), new JsonObject().put("email", email), person.token());

    assertThat(named.statusCode()).isEqualTo(200);
    assertThat(json(named).getString("name")).isEqualTo("Zoë");
    assertThat(json(named).getString("email")).isEqualTo(person.email());
    assertThat(json(moved).getString("email")).isEqualTo(email);
    assertThat(json(moved).getString("name")).isEqualTo("Zoë");
    assertThat(node.login(email, PASSWORD).statusCode()).isEqualTo(200);
    problem(node.login(person.email(), PASSWORD), 401);
  }

  @Test
  void nobodyChangesAnotherOrTakesAnEmailOrARole() {
    Person person = node.person();
    Person other = node.person();
    JsonObject name = new JsonObject().put("name", "Mallory");

    problem(node.send("PUT", "/user/" + other.id(), name, person.token()), 404);
    problem(node.send("PUT", "/user/" + other.id(), name, null), 401);
    problem(node.send("DELETE", "/user/" + other.id(), null, person.token()), 404);
    problem(
        node.send(
            "PUT",
            "/user/" + person.id(),
            new JsonObject().put("email", other.email()),
            person.token()),
        409);
    problem(
        node.send(
            "PUT",
            "/user/" + person.id(),
            new JsonObject().put("roles", JsonArray.of("admin")),
            person.token()),
        422);
  }

  @Test
  void onlyAnAdministratorGivesRoles() {
    Person person = node.person();
    Person admin = node.admin();
    JsonObject merchant = new JsonObject().put("roles", JsonArray.of("customer", "merchant"));
    String path = "/user/" + person.id() + "/roles";

    problem(node.send("PUT", path, merchant, person.token()), 403);
    problem(node.send("PUT", path, merchant, null), 401);
    problem(
        node.send("PUT", path, new JsonObject().put("roles", JsonArray.of("king")), admin.token()),
        422);
    problem(
        node.send("PUT", "/user/" + UUID.randomUUID() + "/roles", merchant, admin.token()), 404);

    HttpResponse<String> given = node.send("PUT", path, merchant, admin.token());
    assertThat(given.statusCode()).isEqualTo(200);
    assertThat(json(given).getJsonArray("roles")).isEqualTo(JsonArray.of("customer", "merchant"));
    assertThat(node.get("/user/" + person.id(), person.token()).statusCode())
        .as("a role more voids no token")
        .isEqualTo(200);
  }

  @Test
  void theAddressOfTheFirstAdministratorIsNobodyElses() {
    String path = "/user/" + server.text("SELECT id FROM users.account WHERE 'admin' = ANY(roles)");
    Person admin = node.admin();
    Person person = node.person();
    JsonObject reserved = new JsonObject().put("email", "Admin@Sennit.local");

    HttpResponse<String> moved =
        node.send("PUT", path, new JsonObject().put("email", freshEmail()), admin.token());
    try {
      assertThat(moved.statusCode()).isEqualTo(200);
      problem(node.send("POST", "/user", registration("Admin@Sennit.local"), null), 409);
      problem(node.send("PUT", "/user/" + person.id(), reserved, person.token()), 409);
    } finally {
      assertThat(node.send(
                  "PUT",
                  path,
                  new JsonObject().put("email", FirstAdministrator.EMAIL),
                  admin.token())
              .statusCode())
          .as("an administrator may have it")
          .isEqualTo(200);
    }
  }

  @Test
  void theAdministratorsAreFoundAmongManyByTheirIndex() {
    server.ask("""
        INSERT INTO users.account (id, name, email, login, password, roles, created_at)
        SELECT gen_random_uuid(), 'Many', n || '@many', n || '@many', '', '{customer}', now()
          FROM generate_series(1, 5000) AS n""");
    server.ask("ANALYZE users.account");

    assertThat(server.text("EXPLAIN (FORMAT JSON) "
            + Sql.ADMINISTRATORS.replace("FROM account", "FROM users.account")))
        .contains("account_administrators");
  }

  @Test
  void theLastAdministratorStays() {
    String id = server.text("SELECT id FROM users.account WHERE 'admin' = ANY(roles)");
    Person admin = node.admin();

    problem(node.send("DELETE", "/user/" + id, null, admin.token()), 409);
    problem(
        node.send(
            "PUT",
            "/user/" + id + "/roles",
            new JsonObject().put("roles", JsonArray.of("customer")),
            admin.token()),
        409);
    assertThat(node.get("/user/" + id, admin.token()).statusCode()).isEqualTo(200);
  }

  @Test
  void ofWhoLeavesOnlyTheIdIsLeft() {
    Person person = node.person();

    assertThat(node.send("DELETE", "/user/" + person.id(), null, person.token()).statusCode())
        .isEqualTo(204);

    problem(node.login(person.email(), PASSWORD), 401);
    problem(node.get("/user/" + person.id(), node.admin().token()), 404);
    problem(node.send("DELETE", "/user/" + person.id(), null, node.admin().token()), 404);
    assertThat(server.text("SELECT count(*) FROM users.account WHERE id = '" + person.id() + "'"))
        .isEqualTo("0");
    assertThat(server.text(
            "SELECT string_agg(type || ' ' || data::text, ', ' ORDER BY position) FROM users.event"
                + " WHERE subject = '" + person.id() + "'"))
        .isEqualTo("user.registered {}, user.deleted {}");
    assertThat(node.send("POST", "/user", registration(person.email()), null).statusCode())
        .as("the email is free again")
        .isEqualTo(201);
  }

  @Test
  void noAnswerThatIsKeptOutlivesWhoItTellsOf() {
    String email = freshEmail();
    String[] key = {"idempotency-key", "gone"};
    HttpResponse<String> first = node.send("POST", "/user", registration(email), null, key);
    String path = "/user/" + json(first).getString("id");
    String token = node.token(email, PASSWORD);
    JsonObject name = new JsonObject().put("name", "A Name Of Its Own");
    node.send("PUT", path, name, token, key);
    node.send("PUT", path, name, node.admin().token(), key);

    assertThat(node.send("DELETE", path, null, token).statusCode()).isEqualTo(204);

    assertThat(server.text("SELECT count(*) FROM users.answer WHERE"
            + " convert_from(body, 'UTF8') ~ '" + email + "|A Name Of Its Own'"))
        .isEqualTo("0");
    HttpResponse<String> again = node.send("POST", "/user", registration(email), null, key);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(json(again).getString("id"))
        .as("somebody new")
        .isNotEqualTo(json(first).getString("id"));
  }

  @Test
  void aRegistrationWithAKeyHappensOnce() {
    JsonObject registration = registration(freshEmail());

    HttpResponse<String> first =
        node.send("POST", "/user", registration, null, "idempotency-key", "once");
    HttpResponse<String> again =
        node.send("POST", "/user", registration, null, "idempotency-key", "once");
    HttpResponse<String> other = node.send(
        "POST",
        "/user",
        registration.copy().put("password", "another password"),
        null,
        "idempotency-key",
        "once");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    problem(other, 409);
  }

  @Test
  void aChangeWithAKeyHappensOnceAndNotOtherwise() {
    Person person = node.person();
    String path = "/user/" + person.id();

    HttpResponse<String> first = node.send(
        "PUT", path, new JsonObject().put("name", "One"), person.token(), "idempotency-key", "k");
    node.send("PUT", path, new JsonObject().put("name", "Two"), person.token());
    HttpResponse<String> again = node.send(
        "PUT", path, new JsonObject().put("name", "One"), person.token(), "idempotency-key", "k");
    HttpResponse<String> other = node.send(
        "PUT", path, new JsonObject().put("name", "Three"), person.token(), "idempotency-key", "k");

    assertThat(again.body()).isEqualTo(first.body());
    problem(other, 422);
    assertThat(json(node.get(path, person.token())).getString("name")).isEqualTo("Two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"register", "change", "delete"})
  void whatIsNotTheSameTwiceIsRepeatedOnlyWithAKey(String operation) {
    assertThat(node.repeatable(operation)).isEqualTo(Repeatable.WITH_KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"users.keys", "users.revocations", "users.rotate"})
  void whatIsForGatewaysHasNoRoute(String operation) {
    problem(node.get("/" + operation.replace('.', '/'), null), 404);
  }

  private static JsonObject problem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
    return json(response);
  }
}
