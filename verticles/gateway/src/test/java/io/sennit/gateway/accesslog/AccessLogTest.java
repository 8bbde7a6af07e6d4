package io.sennit.gateway.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway writes down of real requests; closing it writes all that there is. */
class AccessLogTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @TempDir
  Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private Vertx vertx;
  private Mesh mesh;

  static final class Notes implements Service {
    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named("notes")
          .operation(Operation.named("read")
              .get("/note/{id}")
              .access(Access.ANYONE)
              .input(Schema.object()
                  .required("id", Schema.string())
                  .optional("secret", Schema.string()))
              .handledBy(Notes::read))
          .build();
    }

    private static Future<Reply> read(Call call) {
      return call.input().getString("id").equals("bad")
          ? Future.failedFuture(Problem.of(Kind.INTERNAL, "broken"))
          : Future.succeededFuture(Reply.ok(new JsonObject().put("text", "hello")));
    }
  }

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    mesh = Mesh.start(vertx, MeshOptions.named("one")).await();
    mesh.host(Notes::new, 1).await();
  }

  @AfterEach
  void stop() {
    mesh.close().eventually(vertx::close).await();
  }

  private List<JsonObject> logOf(JsonObject rules, String... paths) throws Exception {
    GatewayOptions options = GatewayOptions.at("127.0.0.1", 0)
        .grace(Duration.ofMillis(100))
        .rules(GatewayRules.read(rules))
        .folder(folder);
    Gateway gateway =
        Gateway.start(vertx, options, mesh, new SimpleMeterRegistry(), 2).await();
    for (String path : paths) {
      get(gateway.port(), path);
    }
    gateway.close().await();
    return Files.readAllLines(folder.resolve("access.log")).stream()
        .map(JsonObject::new)
        .toList();
  }

  private void get(int port, String path) throws IOException, InterruptedException {
    http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-00")
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void aRequestIsALineWithoutAnythingPersonal() throws Exception {
    List<JsonObject> log = logOf(new JsonObject(), "/note/of-ada?secret=word");
    assertThat(log).hasSize(1);
    JsonObject line = log.get(0);
    assertThat(line.getString("route")).isEqualTo("GET /note/{id}");
    assertThat(line.getString("method")).isEqualTo("GET");
    assertThat(line.getInteger("status")).isEqualTo(200);
    assertThat(line.getLong("micros")).isPositive();
    assertThat(line.getLong("sent")).isEqualTo("{\"text\":\"hello\"}".length());
    assertThat(line.getString("protocol")).isEqualTo("HTTP/1.1");
    assertThat(line.getString("client")).isEqualTo("127.0.0.0");
    assertThat(line.getString("caller")).isEqualTo("anonymous");
    assertThat(line.getString("trace")).isEqualTo(TRACE);
    assertThat(line.encode()).doesNotContain("ada").doesNotContain("word");
  }

  @Test
  void whatHasNoRouteIsNotedToo() throws Exception {
    List<JsonObject> log = logOf(new JsonObject(), "/nowhere/ada");
    assertThat(log.get(0).getString("route")).isEqualTo("none");
    assertThat(log.get(0).getInteger("status")).isEqualTo(404);
    assertThat(log.get(0).encode()).doesNotContain("ada");
  }

  @Test
  void ofAQuietRouteOnlyFailuresAreNoted() throws Exception {
    JsonObject quiet = new JsonObject("{\"routes\":{\"notes.read\":{\"logged\":0}}}");
    List<JsonObject> log = logOf(quiet, "/note/a", "/note/bad", "/note/b");
    assertThat(log).extracting(line -> line.getInteger("status")).containsExactly(500);
  }

  @Test
  void fullFilesAreSetAsideAndTheOldestIsDeleted() throws Exception {
    RollingFile file = new RollingFile(folder.resolve("a.log"), 10, 2);
    for (int i = 0; i < 5; i++) {
      file.write(StandardCharsets.UTF_8.encode("line number " + i + "\n"));
    }
    file.close();
    assertThat(IntStream.of(0, 1, 2)
            .mapToObj(i -> folder.resolve(i == 0 ? "a.log" : "a.log." + i))
            .map(AccessLogTest::content))
        .containsExactly("line number 4\n", "line number 3\n", "line number 2\n");
    assertThat(folder.resolve("a.log.3")).doesNotExist();
  }

  @Test
  void whatTheWriterCannotKeepUpWithIsDroppedAndCounted() {
    Pages pages = new Pages();
    Line line = new Line(1 << 16);
    line.begin().raw(Line.ascii("x".repeat(60_000))).end();
    IntStream.range(0, 20).forEach(i -> pages.add(line));
    assertThat(pages.takeDropped()).isEqualTo(3);
    assertThat(pages.take().remaining()).isEqualTo(17 * line.length());
    // The page that is out is not given a second time.
    pages.add(line);
    assertThat(pages.take().remaining()).isZero();
    pages.giveBack();
    assertThat(pages.take().remaining()).isEqualTo(line.length());
  }

  private static String content(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException missing) {
      return missing.toString();
    }
  }
}
