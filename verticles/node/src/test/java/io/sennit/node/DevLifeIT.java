package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How {@code sennit dev} starts, stops, and comes back on the same data. */
class DevLifeIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir
  static Path folder;

  @RegisterExtension
  static final Launcher sennit = new Launcher(() -> folder);

  static Path data;

  @BeforeAll
  static void name() {
    data = folder.resolve("data");
  }

  @Test
  void stopsWithoutATraceAndComesBackWithItsData() throws Exception {
    // given a first run
    SennitProcess first = sennit.dev(data).awaitReady();
    Leftovers leftovers = Leftovers.of(first, data);
    ProcessHandle postmaster = Running.postmaster(data);
    assertThat(postmaster.isAlive()).isTrue();
    String secrets = secrets();
    String database = databaseIdentity();

    // when it is told to stop
    first.terminate();

    // then it ends well and leaves nothing
    assertThat(first.ended(SOON).code()).isZero();
    assertThat(Running.on(data)).doesNotContain(postmaster);
    leftovers.assertNone();

    // and a second run has the same data
    SennitProcess second = sennit.dev(data).awaitReady();
    assertThat(Http.get(second.http("/time")).statusCode()).isEqualTo(200);
    assertThat(secrets()).isEqualTo(secrets);
    assertThat(databaseIdentity()).isEqualTo(database);
    second.terminate();
    assertThat(second.ended(SOON).code()).isZero();
  }

  @Test
  void takesOverTheDatabaseOfOneThatWasKilled() throws Exception {
    // given one that is killed, which leaves its database running
    SennitProcess killed = sennit.dev(data, "--log-format", "json").awaitReady();
    ProcessHandle orphan = Running.postmaster(data);
    killed.kill();
    killed.ended(SOON);
    assertThat(Running.on(data)).as("what survived").contains(orphan);

    // when the next one starts there
    SennitProcess next = sennit.dev(data, "--log-format", "json").awaitReady();

    // then it works, and the other's database is gone
    assertThat(Http.get(next.http("/date")).statusCode()).isEqualTo(200);
    assertThat(Running.on(data)).doesNotContain(orphan).contains(Running.postmaster(data));

    // and nothing is left of either when it stops
    Leftovers leftovers = Leftovers.of(next, data);
    next.terminate();
    Outcome outcome = next.ended(SOON);
    assertThat(outcome.code()).isZero();
    leftovers.assertNone();

    // and every line of its log was JSON
    assertThat(outcome.err()).hasSizeGreaterThan(2);
    assertThat(outcome.err())
        .allSatisfy(line ->
            assertThat(new JsonObject(line).fieldNames()).contains("level", "formattedMessage"));
  }

  @Test
  void stopsInTheMiddleOfItsFirstStart() throws Exception {
    // given one that has begun to make its database
    Path fresh = folder.resolve("fresh");
    SennitProcess starting = sennit.dev(fresh);
    Eventually.within(SOON, () -> assertThat(fresh.resolve("admin-token")).exists());

    // when it is told to stop
    starting.terminate();

    // then it ends well, without a word of complaint, and leaves nothing
    assertStopped(starting, fresh);
  }

  @Test
  void stopsWhileItsDatabaseComesUp() throws Exception {
    // given one that waits for its database
    SennitProcess starting = sennit.dev(data);
    Eventually.within(
        SOON,
        () -> assertThat(data.resolve("postgres").resolve("postmaster.pid")).exists());

    // when it is told to stop
    starting.terminate();

    // then it ends well, without a word of complaint, and leaves nothing
    assertStopped(starting, data);
  }

  @Test
  void stopsAtOnceWhenItIsToldTwice() throws Exception {
    // given one that finishes a long request before it stops
    SennitProcess node = sennit.dev(data, "--services", Nap.SERVICES).awaitReady();
    CompletableFuture<HttpResponse<String>> nap = Nap.take(new Operator(node, data), 30_000);
    node.terminate();
    Eventually.within(
        SOON, () -> assertThat(node.err()).anyMatch(line -> line.contains("takes no new work")));
    assertThat(node.runs()).isTrue();

    // when it is told again
    node.terminate();

    // then it does not wait, and leaves nothing
    assertThat(node.ended(SOON).code()).isNotZero();
    Leftovers.assertNone(data);
    assertThat(nap).failsWithin(SOON);
  }

  private static void assertStopped(SennitProcess starting, Path data) throws Exception {
    Outcome outcome = starting.ended(SOON);
    assertThat(outcome.code()).as(outcome.err().toString()).isZero();
    assertThat(outcome.complaints()).isEmpty();
    assertThat(starting.readyFile()).doesNotExist();
    Leftovers.assertNone(data);
    assertThatCode(() -> Files.readString(data.resolve("admin-token"))).doesNotThrowAnyException();
  }

  private static String secrets() throws Exception {
    return Files.readString(data.resolve("admin-token"))
        + Files.readString(data.resolve("postgres-password"));
  }

  /** PostgreSQL's system identifier, which is made once with the database. */
  private static String databaseIdentity() throws Exception {
    byte[] control = Files.readAllBytes(data.resolve("postgres/global/pg_control"));
    return Arrays.toString(Arrays.copyOf(control, Long.BYTES));
  }
}
