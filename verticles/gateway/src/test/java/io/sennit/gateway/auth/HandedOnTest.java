package io.sennit.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a service outside of the mesh is told of who asks. */
class HandedOnTest {
  private static final String KEY = ApiKey.make(new SecureRandom());
  private static final String CLAIM = "sennit-identity";

  private final Users users = new Users();
  private HttpServer billing;
  private Entrance entrance;

  /** Vouches for everybody, and counts how often. */
  private static final class Users implements Service {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public ServiceSpec spec() {
      Schema input = Schema.object()
          .required("service", Schema.string())
          .required("subject", Schema.string())
          .required("roles", Schema.array(Schema.string()));
      return ServiceSpec.named("users")
          .operation(Operation.named("vouch").input(input).handledBy(this::vouch))
          .build();
    }

    private Future<Reply> vouch(Call call) {
      asked.incrementAndGet();
      JsonObject input = call.input();
      String token = input.getString("subject") + " "
          + input.getJsonArray("roles").encode() + " for " + input.getString("service");
      return Future.succeededFuture(
          Reply.ok(new JsonObject().put("token", token).put("expiresIn", 60)));
    }
  }

  @BeforeEach
  void open() throws IOException {
    billing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    billing.createContext("/", exchange -> {
      String identity = exchange.getRequestHeaders().getFirst(CLAIM);
      byte[] answer = String.valueOf(identity).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
      exchange.close();
    });
    billing.start();
  }

  @AfterEach
  void close() {
    entrance.close();
    billing.stop(0);
  }

  private void enter(boolean knowsCaller) {
    JsonObject key = new JsonObject()
        .put("name", "till")
        .put("sha256", ApiKey.sha256(KEY))
        .put("roles", JsonArray.of("customer"));
    JsonObject service = new JsonObject()
        .put("name", "billing")
        .put("knowsCaller", knowsCaller)
        .put(
            "origins",
            JsonArray.of(new JsonObject()
                .put("url", "http://127.0.0.1:" + billing.getAddress().getPort())))
        .put("routes", JsonArray.of(route()));
    entrance = new Entrance(
        new JsonObject().put("keys", JsonArray.of(key)).put("outside", JsonArray.of(service)),
        users);
  }

  private static JsonObject route() {
    return new JsonObject().put("route", "ANY /bill/{id}").put("access", "anyone");
  }

  @Test
  void itGetsATokenOfWhoAsks() {
    enter(true);

    assertThat(entrance.get("/bill/1", "x-api-key", KEY).body())
        .isEqualTo("key:till [\"customer\"] for billing");
    assertThat(entrance.get("/bill/2", "x-api-key", KEY, CLAIM, "root").body())
        .isEqualTo("key:till [\"customer\"] for billing");
    assertThat(users.asked.get()).as("once for all requests of a while").isEqualTo(1);
  }

  @Test
  void nobodyIsVouchedForWhoShowsNothing() {
    enter(true);

    assertThat(entrance.get("/bill/1", CLAIM, "root").body()).isEqualTo("null");
    assertThat(users.asked.get()).isZero();
  }

  @Test
  void itIsToldNothingWhenItIsNotToKnow() {
    enter(false);

    assertThat(entrance.get("/bill/1", "x-api-key", KEY, CLAIM, "root").body()).isEqualTo("null");
    assertThat(users.asked.get()).isZero();
  }
}
