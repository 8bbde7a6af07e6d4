package io.sennit.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
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
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** All of h2spec, the strict cases too, against a real gateway. There are no exceptions. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "h2spec comes as a binary")
class H2SpecTest {
  private static final int ALL_CASES = 146;

  @TempDir
  private Path folder;

  private Vertx vertx;
  private Mesh mesh;

  static final class Echo implements Service {
    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named("echo")
          .operation(Operation.named("get").get("/").access(Access.ANYONE).handledBy(c -> said()))
          .operation(Operation.named("post").post("/").access(Access.ANYONE).handledBy(c -> said()))
          .build();
    }

    private static Future<Reply> said() {
      return Future.succeededFuture(Reply.ok(new JsonObject().put("said", "something or other")));
    }
  }

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    mesh = Wait.forResult(Mesh.start(vertx, MeshOptions.named("test")));
    Wait.forResult(mesh.host(Echo::new, 1));
  }

  @AfterEach
  void stop() {
    Wait.forResult(vertx.close());
  }

  @Test
  void overH2cEveryCasePasses() throws Exception {
    Gateway gateway = gateway(GatewayOptions.at("127.0.0.1", 0));
    assertThat(H2Spec.in(folder).run(gateway.port(), false))
        .isEqualTo(new H2Spec.Outcome(ALL_CASES, 0, ""));
  }

  @Test
  void overTlsEveryCasePasses() throws Exception {
    Pem pem = Pem.of("localhost").in(folder, "gateway");
    Gateway gateway =
        gateway(GatewayOptions.at("127.0.0.1", 0).tls(pem.settings(null, ClientAuth.NONE)));
    assertThat(H2Spec.in(folder).run(gateway.port(), true))
        .isEqualTo(new H2Spec.Outcome(ALL_CASES, 0, ""));
  }

  @Test
  void withoutTheDoorSomeFailSoItCanBeSeen() throws Exception {
    HttpServer plain = Wait.forResult(vertx
        .createHttpServer()
        .requestHandler(request -> request.response().end("something or other"))
        .listen(0, "127.0.0.1"));
    H2Spec.Outcome outcome =
        H2Spec.in(folder).run(plain.actualPort(), Duration.ofSeconds(2), "http2/5.1");
    assertThat(outcome.failures()).isPositive();
    assertThat(outcome.report()).contains("STREAM_CLOSED");
  }

  private Gateway gateway(GatewayOptions options) {
    Gateway gateway =
        Wait.forResult(Gateway.start(vertx, options, mesh, new SimpleMeterRegistry(), 2));
    // The first handshake of a JVM takes long on a busy machine.
    Wait.forResult(gateway.probe(Duration.ofSeconds(20)));
    return gateway;
  }
}
