package io.sennit.node.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.clock.TimeService;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see of the routes. */
class RouteViewTest {
  private static final JsonObject RULES = new JsonObject("""
      {"outside": [{"name": "legacy", "origins": [{"url": "http://127.0.0.1:1"}],
        "routes": [{"route": "GET /legacy", "access": "roles:merchant"}]}]}""");

  private final Vertx vertx = Vertx.vertx();
  private Mesh mesh;

  @BeforeEach
  void start() {
    mesh = Mesh.start(vertx, MeshOptions.named("one")).await();
    mesh.host(TimeService::new, 1).await();
  }

  @AfterEach
  void stop() {
    mesh.close().eventually(vertx::close).await();
  }

  private List<String> routes(RouteView view) {
    return view.routes().getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .map(route -> route.getString("method") + " " + route.getString("path") + " "
            + route.getString("service") + "." + route.getString("operation") + " "
            + route.getString("access") + " " + route.getInteger("instances"))
        .toList();
  }

  @Test
  void theGatewaysOwnRoutesStandBesideThoseOfServices() {
    Gateway gateway = Gateway.start(
            vertx,
            GatewayOptions.at("127.0.0.1", 0).rules(GatewayRules.read(RULES)),
            mesh,
            new SimpleMeterRegistry(),
            1)
        .await();
    assertThat(routes(new RouteView(mesh.directory(), gateway.ownRoutes())))
        .containsExactly(
            "GET /docs gateway.docs anyone null",
            "GET /docs/{file} gateway.docs anyone null",
            "GET /events gateway.events authenticated null",
            "GET /legacy legacy.request roles:merchant null",
            "GET /openapi.json gateway.openapi anyone null",
            "GET /time time.now anyone 1");
    gateway.close().await();
  }

  @Test
  void aNodeWithoutAGatewayShowsThoseOfServices() {
    assertThat(routes(new RouteView(mesh.directory(), List.of())))
        .containsExactly("GET /time time.now anyone 1");
  }
}
