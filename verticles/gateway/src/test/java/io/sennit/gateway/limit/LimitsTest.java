package io.sennit.gateway.limit;

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
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client is told that has a limit, and one that is over it. */
class LimitsTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicInteger called = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private int port;

  private final class Shelf implements Service {
    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named("shelf")
          .operation(read("open", Access.ANYONE))
          .operation(read("mine", Access.AUTHENTICATED))
          .operation(read("other", Access.AUTHENTICATED))
          .build();
    }

    private Operation.Builder read(String name, Access access) {
      return Operation.named(name).get("/" + name).access(access).handledBy(call -> {
        called.incrementAndGet();
        return Future.succeededFuture(Reply.ok(new JsonObject()));
      });
    }
  }

  @AfterEach
  void stop() {
    Wait.forResult(vertx.close());
  }

  @Test
  void anAnswerTellsWhatIsLeftOfTheTightestLimit() {
    start("{'*':{'rates':{'user':'10/h','route':'5/h'}}}");

    HttpResponse<String> first = get("/mine", TestUsers.token("ann"));

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(header(first, "ratelimit-policy")).isEqualTo("\"route\";q=5;w=3600");
    assertThat(header(first, "ratelimit")).startsWith("\"route\";r=4;t=");
    assertThat(header(first, "ratelimit-limit")).isEqualTo("5");
    assertThat(header(first, "ratelimit-remaining")).isEqualTo("4");
    assertThat(Integer.parseInt(header(first, "ratelimit-reset"))).isBetween(1, 720);
  }

  @Test
  void whoIsOverALimitIsToldWhichAndWhenToComeAgain() {
    start("{'shelf':{'rates':{'user':'3/h'}}}");
    String ann = TestUsers.token("ann");
    for (int i = 0; i < 3; i++) {
      assertThat(get("/mine", ann).statusCode()).as("request %s", i).isEqualTo(200);
    }

    HttpResponse<String> over = get("/other", ann);

    assertThat(over.statusCode())
        .as("declared for the service, it counts there")
        .isEqualTo(429);
    assertThat(header(over, "content-type")).isEqualTo("application/problem+json");
    int wait = Integer.parseInt(header(over, "retry-after"));
    assertThat(wait).isBetween(1_100, 1_200);
    assertThat(header(over, "ratelimit")).isEqualTo("\"user\";r=0;t=" + wait);
    assertThat(new JsonObject(over.body()).getString("detail"))
        .isEqualTo("One user gets 3 requests in 3600s, and they are used up; ask again in " + wait
            + " s.");
    assertThat(called).as("it was not run").hasValue(3);
    assertThat(meters
            .get("sennit.gateway.limit.refused")
            .tags("scope", "shelf", "of", "user")
            .counter()
            .count())
        .isEqualTo(1);
    assertThat(get("/mine", TestUsers.token("ben")).statusCode()).isEqualTo(200);
    assertThat(get("/open", null).statusCode()).as("nobody's user").isEqualTo(200);
  }

  @Test
  void anAddressIsCountedBeforeAnybodyKnowsWhoAsksAndWhereNothingIsFound() {
    start("{'*':{'rates':{'address':'5/h'}}}");
    assertThat(get("/mine", "rubbish").statusCode()).isEqualTo(401);
    assertThat(get("/mine", null).statusCode()).isEqualTo(401);
    assertThat(get("/nowhere", null).statusCode()).isEqualTo(404);
    assertThat(get("/open", null).statusCode()).isEqualTo(200);
    assertThat(get("/open", null).statusCode()).isEqualTo(200);

    HttpResponse<String> over = get("/mine", "rubbish");

    assertThat(over.statusCode()).isEqualTo(429);
    assertThat(header(over, "ratelimit-policy")).isEqualTo("\"address\";q=5;w=3600");
    assertThat(get("/nowhere", null).statusCode()).isEqualTo(429);
  }

  @Test
  void aBrowsersQuestionCountsAsARequestOfItsAddress() {
    start("{'*':{'rates':{'address':'2/h'}},'shelf.other':{'rates':{'address':'1/h'}}}");
    assertThat(preflight("/open")).isEqualTo(204);
    assertThat(preflight("/open")).isEqualTo(204);
    assertThat(preflight("/open")).isEqualTo(429);
    assertThat(get("/open", null).statusCode()).isEqualTo(429);
    assertThat(preflight("/other")).as("it counts where its request would").isEqualTo(204);
    assertThat(preflight("/other")).isEqualTo(429);
  }

  /** Not with the JDK's client, which lets nobody set Origin. */
  private int preflight(String path) {
    HttpClientAgent client = vertx.createHttpClient();
    return client
        .request(HttpMethod.OPTIONS, port, "127.0.0.1", path)
        .compose(request -> request
            .putHeader("origin", "https://shop.example")
            .putHeader("access-control-request-method", "GET")
            .send())
        .map(HttpClientResponse::statusCode)
        // Until then somebody has to refer to the client: Vert.x closes others.
        .eventually(client::close)
        .await();
  }

  @Test
  void whatIsLeftIsNotToldWhereItShallNot() {
    start("{'*':{'rates':{'route':'5/h','told':false}}}");

    assertThat(get("/open", null).headers().map()).doesNotContainKey("ratelimit");
  }

  @Test
  void withoutRulesUsersHaveAGenerousLimitAndAddressesNone() {
    start("{}");

    assertThat(header(get("/mine", TestUsers.token("ann")), "ratelimit-policy"))
        .isEqualTo("\"user\";q=10000;w=1");
    assertThat(get("/open", null).headers().map()).doesNotContainKey("ratelimit");
  }

  private void start(String routes) {
    Mesh mesh = Wait.forResult(Mesh.start(vertx, MeshOptions.named("test")));
    Wait.forResult(mesh.host(Shelf::new, 1));
    Wait.forResult(mesh.host(TestUsers::new, 1));
    GatewayRules rules =
        GatewayRules.read(new JsonObject("{\"routes\":" + routes.replace('\'', '"') + "}"));
    GatewayOptions options =
        GatewayOptions.at("127.0.0.1", 0).grace(Duration.ofMillis(100)).rules(rules);
    port = Wait.forResult(Gateway.start(vertx, options, mesh, meters, 2)).port();
  }

  private HttpResponse<String> get(String path, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (token != null) {
      request.header("authorization", "Bearer " + token);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
