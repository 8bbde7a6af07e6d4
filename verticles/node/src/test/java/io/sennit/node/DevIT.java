package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users and operators get from {@code sennit dev} while it runs. */
class DevIT {
  @TempDir
  static Path folder;

  @RegisterExtension
  static final Launcher sennit = new Launcher(() -> folder);

  static Path data;
  static SennitProcess dev;
  static Duration untilReady;
  static Operator operator;

  @BeforeAll
  static void start() throws Exception {
    data = folder.resolve("data");
    long began = System.nanoTime();
    dev = sennit.dev(data).awaitReady();
    untilReady = Duration.ofNanos(System.nanoTime() - began);
    operator = new Operator(dev, data);
  }

  @Test
  void tellsInTheReadyFileWhereItIs() throws Exception {
    JsonObject ready = dev.ready();

    assertThat(ready.fieldNames())
        .containsExactlyInAnyOrder(
            "node", "pid", "http", "admin", "registry", "cluster", "bus", "startedInMillis");
    assertThat(ready.getString("node")).isEqualTo("dev");
    assertThat(ready.getLong("pid")).isEqualTo(dev.handle().pid());
    assertThat(ready.getString("http")).matches("http://127\\.0\\.0\\.1:[1-9]\\d*");
    assertThat(ready.getString("admin")).matches("http://127\\.0\\.0\\.1:[1-9]\\d*");
    assertThat(ready.getString("cluster")).as("it is no member of a cluster").isNull();
    assertThat(ready.getLong("startedInMillis"))
        .as("the kernel counts in hundredths of a second")
        .isBetween(100L, untilReady.toMillis() + 20);
  }

  @Test
  void printsItsAddressesAndHowLongItTook() throws Exception {
    JsonObject ready = dev.ready();

    assertThat(dev.out())
        .containsSubsequence(
            "node dev",
            "PART   ADDRESS",
            "http   " + ready.getString("http"),
            "admin  " + ready.getString("admin"),
            "ready in " + ready.getLong("startedInMillis") + " ms");
  }

  @Test
  void makesAnAdministratorAndTellsThePasswordOnce() throws Exception {
    Path file = data.resolve("admin-password");
    String password = Files.readString(file).strip();

    HttpResponse<String> login = Http.post(
        dev.http("/login"),
        new JsonObject()
            .put("email", "admin@sennit.local")
            .put("password", password)
            .encode(),
        "content-type",
        "application/json");

    assertThat(login.statusCode()).isEqualTo(200);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(dev.out()).filteredOn(line -> line.contains(password)).hasSize(1);
    assertThat(Http.get(
                dev.http("/user?user_id=019aa000-0000-7000-8000-000000000000"),
                "authorization",
                "Bearer " + Http.json(login).getString("token"))
            .statusCode())
        .as("an administrator may ask for anybody")
        .isEqualTo(404);
  }

  @Test
  void tellsTheTime() throws Exception {
    HttpResponse<String> utc = Http.get(dev.http("/time"));
    HttpResponse<String> paris = Http.get(dev.http("/time?zone=Europe/Paris"));

    assertThat(utc.statusCode()).isEqualTo(200);
    assertThat(Http.header(utc, "content-type")).isEqualTo("application/json");
    assertThat(Http.json(utc).fieldNames()).containsExactlyInAnyOrder("time", "iso", "zone");
    assertThat(Http.json(utc).getString("time"))
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    assertThat(Http.json(utc).getString("iso")).endsWith("Z");
    assertThat(Http.json(utc).getString("zone")).isEqualTo("UTC");
    assertThat(Http.json(paris).getString("zone")).isEqualTo("Europe/Paris");
    assertThat(Http.json(paris).getString("iso")).matches(".*\\+0[12]:00");
  }

  @Test
  void tellsTheDate() throws Exception {
    HttpResponse<String> utc = Http.get(dev.http("/date"));
    HttpResponse<String> paris = Http.get(dev.http("/date?zone=Europe/Paris"));

    assertThat(utc.statusCode()).isEqualTo(200);
    assertThat(Http.json(utc).fieldNames()).containsExactlyInAnyOrder("date", "iso", "zone");
    assertThat(Http.json(utc).getString("date")).matches("\\d{4}-\\d\\d-\\d\\d");
    assertThat(Http.json(paris).getString("zone")).isEqualTo("Europe/Paris");
  }

  @Test
  void continuesTheTraceThatItsCallerSent() throws Exception {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    String span = "b7ad6b7169203331";

    HttpResponse<String> answer =
        Http.get(dev.http("/time"), "traceparent", "00-" + trace + "-" + span + "-01");

    assertThat(Http.header(answer, "traceparent"))
        .matches("00-" + trace + "-[0-9a-f]{16}-01")
        .doesNotContain(span);
  }

  @Test
  void answersWithAProblemThatBelongsToTheTrace() throws Exception {
    HttpResponse<String> answer = Http.get(dev.http("/nowhere"));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Http.header(answer, "content-type")).isEqualTo("application/problem+json");
    assertThat(Http.json(answer).getString("instance")).isEqualTo("/nowhere");
    assertThat(Http.header(answer, "traceparent"))
        .startsWith("00-" + Http.json(answer).getString("traceId") + "-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin/nodes", "/admin/services"})
  void wantsTheAdminTokenFromOperators(String path) throws Exception {
    HttpResponse<String> without = Http.get(dev.admin(path));
    HttpResponse<String> wrong = Http.get(dev.admin(path), "authorization", "Bearer guessed");
    HttpResponse<String> right = Http.get(dev.admin(path), "authorization", "Bearer " + token());

    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(Http.header(without, "www-authenticate")).isEqualTo("Bearer");
    assertThat(Http.header(without, "content-type")).isEqualTo("application/problem+json");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(Http.json(right).getJsonArray("items")).isNotEmpty();
  }

  @Test
  void makesNoCallAndDrainsNothingWithoutTheToken() throws Exception {
    assertThat(Http.post(dev.admin("/admin/call/time.now"), "").statusCode()).isEqualTo(401);
    assertThat(Http.post(dev.admin("/admin/nodes/dev/drain"), "").statusCode()).isEqualTo(401);
    assertThat(dev.runs()).isTrue();
  }

  @Test
  void keepsItsSecretsFromOthers() throws Exception {
    for (String secret : new String[] {"admin-token", "postgres-password"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(secret))))
          .as(secret)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void tellsEverybodyHowItIs() throws Exception {
    HttpResponse<String> live = Http.get(dev.admin("/health/live"));
    HttpResponse<String> ready = Http.get(dev.admin("/health/ready"));

    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(ready.statusCode()).isEqualTo(200);
    assertThat(Http.json(ready).getString("status")).isEqualTo("UP");
    assertThat(Http.json(ready).getJsonArray("checks"))
        .extracting(check -> ((JsonObject) check).getString("name"))
        .hasSize(4)
        .contains("event-loops", "services", "gateway")
        .anySatisfy(name ->
            assertThat(name.toString()).matches("database 127\\.0\\.0\\.1:[1-9]\\d*/sennit"));
  }

  @Test
  void countsRequestsInItsMetrics() throws Exception {
    Http.get(dev.http("/date"));

    HttpResponse<String> metrics = Http.get(dev.admin("/metrics"));

    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(Http.header(metrics, "content-type")).startsWith("text/plain; version=0.0.4");
    assertThat(metrics.body())
        .containsPattern(
            "(?m)^sennit_gateway_requests_seconds_count\\{route=\"GET /date\",status=\"200\"} [1-9]");
  }

  @Test
  void makesACallForTheCommandLine() throws Exception {
    Outcome utc = sennit.ask(operator, "call", "time.now");
    Outcome paris = sennit.ask(operator, "call", "time.now", "{\"zone\":\"Europe/Paris\"}");

    assertThat(utc.code()).isZero();
    assertThat(utc.err()).isEmpty();
    assertThat(utc.json().getString("zone")).isEqualTo("UTC");
    assertThat(paris.code()).isZero();
    assertThat(paris.json().getString("zone")).isEqualTo("Europe/Paris");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "time.yesterday | {}               | 1 | has no operation 'yesterday'",
        "weather.now    | {}               | 1 | No service 'weather'",
        "time.now       | {\"zone\":\"X\"} | 1 | zone",
        "time.now       | {\"zone\":       | 2 | not a JSON object",
        "time           | {}               | 2 | SERVICE.OPERATION",
      })
  void saysInOneLineWhyACallFailed(String operation, String input, int code, String why)
      throws Exception {
    Outcome outcome = sennit.ask(operator, "call", operation, input);

    assertThat(outcome.code()).isEqualTo(code);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).singleElement().asString().startsWith("sennit: ").contains(why);
  }

  @Test
  void refusesACommandWithAWrongToken() throws Exception {
    Outcome outcome = sennit.run("ps", "--admin", dev.admin("").toString(), "--token", "guessed");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).singleElement().asString().startsWith("sennit: 401");
  }

  @Test
  void keepsItsFolderForItself() throws Exception {
    Outcome second = sennit.dev(data).ended();

    assertThat(second.code()).isEqualTo(1);
    assertThat(second.err())
        .singleElement()
        .asString()
        .startsWith("sennit: --data: ")
        .contains(data.toString());
    assertThat(Http.get(dev.http("/time")).statusCode()).isEqualTo(200);
  }

  private static String token() throws Exception {
    return Files.readString(data.resolve("admin-token")).strip();
  }
}
