package io.sennit.users;

import static io.sennit.users.Node.PASSWORD;
import static io.sennit.users.Node.freshEmail;
import static io.sennit.users.Node.json;
import static io.sennit.users.Node.registration;
import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.users.Node.Person;
import io.sennit.users.UsersService.Terms;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those get who guess passwords, and those who send more logins than can be checked. */
class LoginLimitsTest {
  private static final int OF_ACCOUNT = 3;
  private static final int OF_ADDRESS = 12;
  private static final int REGISTRATIONS = 20;
  private static final Duration SPAN = Duration.ofMinutes(5);

  /** How often a password was held against a hash. */
  private static final AtomicInteger CHECKED = new AtomicInteger();

  @TempDir
  static Path folder;

  static Server server;
  static TimeByHand clock;
  static Node node;

  /** Time that stands still unless a test lets it pass. */
  static final class TimeByHand extends Clock {
    // Behind, so that the gateway, which has its own clock, takes tokens for begun and not over.
    private volatile Instant now = Instant.now().minus(Duration.ofMinutes(45));

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  static final class CountingPasswords extends Passwords {
    CountingPasswords(Vertx vertx) {
      super(vertx);
    }

    @Override
    boolean checks(String password, String hash) {
      CHECKED.incrementAndGet();
      return super.checks(password, hash);
    }
  }

  @BeforeAll
  static void start() {
    server = Server.in(folder);
    clock = new TimeByHand();
    node = new Node(server, terms());
  }

  private static Terms terms() {
    return new Terms(
        clock,
        Rotation.USUAL,
        new Limits(OF_ACCOUNT, OF_ADDRESS, REGISTRATIONS, SPAN),
        CountingPasswords::new);
  }

  @AfterAll
  static void stop() {
    node.close();
    server.close();
  }

  @Test
  void anUnknownUserCostsTheSameHash() {
    clock.pass(SPAN);
    Person person = node.person();
    int before = CHECKED.get();

    node.login(person.email(), "wrong");
    assertThat(CHECKED).hasValue(before + 1);
    node.login(freshEmail(), "wrong");
    assertThat(CHECKED).hasValue(before + 2);
  }

  @Test
  void whoGuessesAPasswordHasToWait() {
    clock.pass(SPAN);
    Person person = node.person();
    for (int i = 0; i < OF_ACCOUNT; i++) {
      assertThat(node.login(person.email(), "wrong").statusCode()).isEqualTo(401);
    }
    int before = CHECKED.get();

    HttpResponse<String> right = node.login(person.email(), PASSWORD);

    assertThat(right.statusCode()).isEqualTo(429);
    assertThat(right.headers().firstValueAsLong("retry-after").orElse(0))
        .isBetween(1L, SPAN.toSeconds());
    assertThat(right.headers().firstValue("ratelimit-limit")).hasValue("" + OF_ACCOUNT);
    assertThat(CHECKED).as("nothing is checked any more").hasValue(before);
    assertThat(node.login(node.person().email(), PASSWORD).statusCode())
        .as("others log in")
        .isEqualTo(200);
    clock.pass(SPAN);
    assertThat(node.login(person.email(), PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  void noMoreIsGuessedHoweverManyAreSentAtOnceToAllNodes() {
    clock.pass(SPAN);
    Person person = node.person();
    JsonObject guess = new JsonObject().put("email", person.email()).put("password", "wrong");
    int before = CHECKED.get();
    List<CompletableFuture<HttpResponse<String>>> guesses = new ArrayList<>();
    try (Node other = new Node(server, terms())) {
      for (int i = 0; i < 3 * OF_ACCOUNT; i++) {
        guesses.add(node.sendLater("POST", "/login", guess, null));
        guesses.add(other.sendLater("POST", "/login", guess, null));
      }
      assertThat(guesses.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
          .containsOnly(401, 429)
          .filteredOn(status -> status == 401)
          .hasSize(OF_ACCOUNT);
    }
    assertThat(CHECKED).hasValue(before + OF_ACCOUNT);
  }

  @Test
  void whoRegistersManyUsersFromOneAddressHasToWait() {
    clock.pass(SPAN);
    for (int i = 0; i < REGISTRATIONS; i++) {
      assertThat(node.send("POST", "/user", registration(freshEmail()), null).statusCode())
          .isEqualTo(201);
    }

    HttpResponse<String> oneMore = node.send("POST", "/user", registration(freshEmail()), null);

    assertThat(oneMore.statusCode()).isEqualTo(429);
    assertThat(oneMore.headers().firstValue("ratelimit-limit")).hasValue("" + REGISTRATIONS);
    assertThat(node.login(FirstAdministrator.EMAIL, Node.ADMIN_PASSWORD).statusCode())
        .as("who is registered logs in")
        .isEqualTo(200);
    clock.pass(SPAN);
    assertThat(node.send("POST", "/user", registration(freshEmail()), null).statusCode())
        .isEqualTo(201);
  }

  @Test
  void anEmailThatNobodyHasIsLimitedTheSameWay() {
    clock.pass(SPAN);
    String nobody = freshEmail();

    for (int i = 0; i < OF_ACCOUNT; i++) {
      assertThat(node.login(nobody, "wrong").statusCode()).isEqualTo(401);
    }

    assertThat(node.login(nobody, "wrong").statusCode()).isEqualTo(429);
  }

  @Test
  void whoLogsInBeginsToCountAnew() {
    clock.pass(SPAN);
    Person person = node.person();
    for (int i = 0; i < 2 * OF_ACCOUNT; i++) {
      assertThat(node.login(person.email(), i % 2 == 0 ? "wrong" : PASSWORD).statusCode())
          .isEqualTo(i % 2 == 0 ? 401 : 200);
    }
  }

  @Test
  void whoTriesManyUsersFromOneAddressHasToWait() {
    clock.pass(SPAN);
    Person person = node.person();
    for (int i = 0; i < OF_ADDRESS; i++) {
      assertThat(node.login(freshEmail(), "wrong").statusCode()).isEqualTo(401);
    }

    assertThat(node.login(person.email(), PASSWORD).statusCode()).isEqualTo(429);
    HttpResponse<String> disguised = node.send(
        "POST",
        "/login",
        new JsonObject().put("email", person.email()).put("password", PASSWORD),
        null,
        "sennit-client-address",
        "10.0.0.1",
        "x-forwarded-for",
        "10.0.0.1");
    assertThat(disguised.statusCode()).as("it cannot name another address").isEqualTo(429);
    clock.pass(SPAN);
    assertThat(node.login(person.email(), PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  void aFloodOfLoginsIsTurnedAwayAndOthersAreServed() {
    clock.pass(SPAN);
    Person person = node.person();
    List<CompletableFuture<HttpResponse<String>>> flood = new ArrayList<>();
    JsonObject login = new JsonObject().put("email", person.email()).put("password", PASSWORD);
    for (int i = 0; i < 200; i++) {
      flood.add(node.sendLater("POST", "/login", login, null));
    }

    assertThat(node.get("/user/" + person.id(), person.token()).statusCode()).isEqualTo(200);
    assertThat(flood.stream().filter(answer -> !answer.isDone()).count())
        .as("it was answered while logins still wait")
        .isPositive();
    List<HttpResponse<String>> answers =
        flood.stream().map(CompletableFuture::join).toList();

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 429);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 429)
        .isNotEmpty()
        .allSatisfy(
            answer -> assertThat(answer.headers().firstValue("retry-after")).isPresent());
    HttpResponse<String> afterwards = node.send("POST", "/user", registration(freshEmail()), null);
    assertThat(afterwards.statusCode()).as(json(afterwards).encode()).isEqualTo(201);
  }

  @Test
  void anAddressOfIpV6StandsForItsNetwork() {
    assertThat(Attempts.network("2001:db8:1:2:3:4:5:6")).isEqualTo("2001:db8:1:2");
    assertThat(Attempts.network("192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(Attempts.network("::1")).isEqualTo("::1");
  }
}
