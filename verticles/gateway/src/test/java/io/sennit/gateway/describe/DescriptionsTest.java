package io.sennit.gateway.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The document and the viewer, asked for over HTTP. */
class DescriptionsTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private Vertx vertx;
  private Mesh mesh;
  private Gateway gateway;

  private record Offering(String name) implements Service {
    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named(name)
          .operation(Operation.named("get")
              .get("/" + name)
              .access(Access.ANYONE)
              .handledBy(call -> Future.succeededFuture(Reply.noContent())))
          .build();
    }
  }

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    mesh = Mesh.start(vertx, MeshOptions.named("one")).await();
  }

  @AfterEach
  void stop() {
    gateway.close().eventually(mesh::close).eventually(vertx::close).await();
  }

  private void open(JsonObject rules) {
    gateway = Gateway.start(
            vertx,
            GatewayOptions.at("127.0.0.1", 0)
                .grace(Duration.ofMillis(100))
                .rules(GatewayRules.read(rules)),
            mesh,
            new SimpleMeterRegistry(),
            1)
        .await();
  }

  private HttpResponse<String> get(String path) {
    URI uri = URI.create("http://127.0.0.1:" + gateway.port() + path);
    return http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .join();
  }

  @Test
  void theDocumentFollowsWhatIsAnnounced() {
    open(new JsonObject());
    mesh.host(() -> new Offering("first"), 1).await();
    Wait.until("the first is described", () -> paths().containsKey("/first"));
    mesh.host(() -> new Offering("second"), 1).await();
    Wait.until("the second is described", () -> paths().containsKey("/second"));
    assertThat(paths().fieldNames()).containsExactly("/events", "/first", "/second");
    assertThat(get("/openapi.json").headers().map()).containsKeys("etag", "cache-control");
  }

  @Test
  void whatNoServiceHasAnnouncedIsDescribedToo() {
    open(new JsonObject("""
        {"outside": [{"name": "legacy", "origins": [{"url": "http://127.0.0.1:1"}],
          "routes": [
            {"route": "ANY /legacy/{rest...}", "access": "roles:merchant"},
            {"route": "GET /open", "access": "anyone"}]}]}"""));
    assertThat(paths().fieldNames()).containsExactly("/events", "/legacy/{rest}", "/open");
    JsonObject events = paths().getJsonObject("/events").getJsonObject("get");
    assertThat(events.getString("summary")).contains("text/event-stream");
    assertThat(events.getJsonArray("security").encode()).isEqualTo("[{\"bearer\":[]}]");
    assertThat(events.getJsonArray("parameters").encode())
        .contains("\"type\"", "\"source\"", "\"subject\"", "\"from\"", "\"lastEventId\"");

    JsonObject legacy = paths().getJsonObject("/legacy/{rest}");
    assertThat(legacy.fieldNames()).contains("get", "post", "put", "patch", "delete");
    JsonObject post = legacy.getJsonObject("post");
    assertThat(post.getString("description")).isEqualTo("For the roles merchant.");
    assertThat(post.getJsonObject("requestBody").encode()).contains("application/octet-stream");
    assertThat(paths().getJsonObject("/open").getJsonObject("get").getJsonArray("security"))
        .isEmpty();
    assertThat(Pattern.compile("\"operationId\":\"([^\"]*)\"")
            .matcher(get("/openapi.json").body())
            .results()
            .map(found -> found.group(1)))
        .contains("gateway.events", "legacy.request")
        .doesNotHaveDuplicates();
  }

  @Test
  void theWaysToShowWhoAsksAreThoseOfTheRules() {
    open(new JsonObject("""
        {"keyHeader": "X-Till-Key",
         "keys": [{"name": "till", "sha256": "%s", "subject": "key:till", "roles": []}],
         "certificates": [{"subject": "CN=till-7", "as": "till-7", "roles": []}]}""".formatted("0".repeat(64))));
    JsonObject schemes = new JsonObject(get("/openapi.json").body())
        .getJsonObject("components")
        .getJsonObject("securitySchemes");
    assertThat(schemes.getJsonObject("apiKey").encode())
        .contains("\"type\":\"apiKey\"", "\"in\":\"header\"", "\"name\":\"X-Till-Key\"");
    assertThat(schemes.getJsonObject("certificate").getString("type")).isEqualTo("mutualTLS");
    assertThat(paths()
            .getJsonObject("/events")
            .getJsonObject("get")
            .getJsonArray("security")
            .encode())
        .isEqualTo("[{\"bearer\":[]},{\"apiKey\":[]},{\"certificate\":[]}]");
  }

  private JsonObject paths() {
    return new JsonObject(get("/openapi.json").body()).getJsonObject("paths");
  }

  @Test
  void theViewerHasAllThatItsPageNames() {
    open(new JsonObject());
    HttpResponse<String> page = get("/docs");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'");
    Matcher named = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"").matcher(page.body());
    int found = 0;
    while (named.find()) {
      found++;
      HttpResponse<String> file = get(named.group(1));
      assertThat(file.statusCode()).as(named.group(1)).isEqualTo(200);
      assertThat(file.body()).isNotEmpty();
    }
    assertThat(found).isEqualTo(3);
    assertThat(get("/docs/viewer.map").statusCode()).isEqualTo(404);
  }

  @Test
  void itIsNotShownWhereThatIsNotWanted() {
    open(new JsonObject("{\"api\":{\"shown\":false}}"));
    assertThat(get("/openapi.json").statusCode()).isEqualTo(404);
    assertThat(get("/docs").statusCode()).isEqualTo(404);
  }
}
