package io.sennit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable, which knows nothing of the example, hosts the jar that its own build made. */
class ExampleServiceIT {
  private static final Path JAR = Path.of("target/examples/example-service/target/greeting.jar");

  @TempDir
  static Path data;

  private static RunningSennit sennit;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    sennit = RunningSennit.dev(data, "--services=" + JAR);
  }

  @AfterAll
  static void stop() throws Exception {
    if (sennit != null) {
      assertThat(sennit.stop()).isZero();
    }
  }

  @Test
  void greetsAndCounts() throws Exception {
    greet("{\"name\":\"Ada\"}");
    HttpResponse<String> second = greet("{\"name\":\"Ada\"}");
    HttpResponse<String> lookedUp = lookUp("Ada");

    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo("{\"greeting\":\"Hello, Ada!\",\"times\":2}");
    assertThat(lookedUp.statusCode()).isEqualTo(200);
    assertThat(lookedUp.body()).isEqualTo(second.body());
  }

  @Test
  void refusesABodyThatBreaksTheSchema() throws Exception {
    HttpResponse<String> refusal = greet("{\"name\":7}");

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(refusal.body()).contains("\"field\":\"name\"");
  }

  @Test
  void answersWithTheServicesOwnProblem() throws Exception {
    HttpResponse<String> problem = lookUp("Eve");

    assertThat(problem.statusCode()).isEqualTo(404);
    assertThat(problem.body()).contains("Nobody has greeted Eve yet");
  }

  @Test
  void keepsItsCountOverARestart() throws Exception {
    greet("{\"name\":\"Grace\"}");

    assertThat(sennit.stop()).isZero();
    start();

    assertThat(greet("{\"name\":\"Grace\"}").body())
        .isEqualTo("{\"greeting\":\"Hello, Grace!\",\"times\":2}");
  }

  private HttpResponse<String> greet(String body) throws Exception {
    return send(HttpRequest.newBuilder(sennit.http().resolve("/greeting"))
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> lookUp(String name) throws Exception {
    URI address = sennit.http().resolve("/greeting/" + name);
    return send(HttpRequest.newBuilder(address));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.timeout(Duration.ofSeconds(15)).build(), BodyHandlers.ofString());
  }
}
