package io.sennit.gateway.hostile;

import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.gateway.HostileDoor;
import io.sennit.gateway.head.Guard;
import io.sennit.gateway.rules.Door;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.metrics.MetricsOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A mesh with a {@link Shelf} and who gives out keys, and gateways in front of it. */
final class Stand implements AutoCloseable {
  private static final Door DOOR = Door.DEFAULT;

  private final Connections connections = new Connections();
  private final Queue<String> strangers = new ConcurrentLinkedQueue<>();
  private final List<Gateway> gateways = new ArrayList<>();
  private final Vertx vertx;
  private final Mesh mesh;
  private int port;

  Stand() {
    VertxBuilder builder = Vertx.builder().withMetrics(connections);
    builder.with(new VertxOptions().setMetricsOptions(new MetricsOptions().setEnabled(true)));
    vertx = builder.build();
    mesh = Wait.forResult(Mesh.start(vertx, MeshOptions.named("test")));
    Wait.forResult(mesh.host(() -> new Shelf(strangers), 1));
    Wait.forResult(mesh.host(Users::new, 1));
  }

  /**
   * What a gateway with these guards is sent requests with; it takes the place of the one before.
   */
  Volley behind(Set<Guard> guards) {
    return behind(guards, DOOR.longestLine(), DOOR.longestHeaders(), DOOR.longestBody());
  }

  /** Nothing is waited for longer than it must be, so that tests don't wait either. */
  Volley behind(Set<Guard> guards, int line, int headers, int body) {
    closeGateways();
    JsonObject door = new JsonObject()
        .put("longestLine", line)
        .put("longestHeaders", headers)
        .put("longestBody", body)
        .put("bodyTime", "500ms")
        .put("idle", "2s")
        .put("pace", new JsonObject().put("head", "2s"));
    GatewayOptions options = GatewayOptions.at("127.0.0.1", 0)
        .grace(Duration.ofMillis(100))
        .rules(GatewayRules.read(new JsonObject().put("door", door)));
    Gateway gateway = Wait.forResult(HostileDoor.start(vertx, options, mesh, guards));
    gateways.add(gateway);
    port = gateway.port();
    Volley volley = new Volley(port);
    Wait.until("it is warm", volley::isAnswered);
    return volley;
  }

  /** The port of the gateway that is there now. */
  int port() {
    return port;
  }

  Vertx vertx() {
    return vertx;
  }

  /** The calls that came since this was asked last, other than the warden's. */
  List<String> strangers() {
    List<String> came = new ArrayList<>();
    for (String next = strangers.poll(); next != null; next = strangers.poll()) {
      came.add(next);
    }
    return came;
  }

  int connections() {
    return connections.open();
  }

  @Override
  public void close() {
    closeGateways();
    Wait.forResult(vertx.close());
  }

  /** Servers of one Vert.x that ask for any port get the same one. */
  private void closeGateways() {
    gateways.forEach(gateway -> Wait.forResult(gateway.close()));
    gateways.clear();
  }

  /** Gives out the key that tokens are verified with. */
  private static final class Users implements Service {
    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named("users")
          .operation(Operation.named("keys")
              .handledBy(c -> Future.succeededFuture(Reply.ok(Keys.TRUSTED.publicSet()))))
          .operation(Operation.named("revocations")
              .input(Schema.object().optional("after", Schema.integer()))
              .handledBy(c -> Future.succeededFuture(
                  Reply.ok(new JsonObject().put("items", new JsonArray()).put("more", false)))))
          .build();
    }
  }
}
