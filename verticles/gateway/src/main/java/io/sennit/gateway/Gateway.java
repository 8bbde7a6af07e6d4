package io.sennit.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.gateway.door.Doorway;
import io.sennit.gateway.door.Probe;
import io.sennit.gateway.route.OwnRoute;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.settings.Address;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The running API gateway of a node, on as many event loops as it was given. */
public final class Gateway {
  private static final AtomicInteger ANY_PORT = new AtomicInteger();
  private static final Duration WARM_UP = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final Doorway doorway;
  private final String deployment;
  private final Assembly assembly;
  private final Probe probe;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Promise<Void> closed = Promise.promise();
  private final Address address;
  private final Duration grace;
  private volatile @Nullable HttpServer redirect;

  private Gateway(
      Vertx vertx,
      Doorway doorway,
      String deployment,
      Assembly assembly,
      GatewayOptions options,
      int port) {
    this.vertx = vertx;
    this.doorway = doorway;
    this.deployment = deployment;
    this.assembly = assembly;
    this.probe = doorway.probe(options.host(), port);
    this.address = new Address(options.host(), port);
    this.grace = options.grace();
  }

  /** Starts a gateway in so many instances, all of them behind the same port. */
  public static Future<Gateway> start(
      Vertx vertx, GatewayOptions options, Mesh mesh, MeterRegistry meters, int instances) {
    Assembly assembly = new Assembly(vertx, options, mesh, meters);
    return start(vertx, options, assembly, instances);
  }

  /** Starts a gateway of other parts; nothing but its tests does. */
  static Future<Gateway> start(
      Vertx vertx, GatewayOptions options, Assembly assembly, int instances) {
    Exchange exchange;
    try {
      exchange = assembly.exchange();
    } catch (IOException unusable) {
      return Future.failedFuture(unusable);
    }
    return assembly
        .doorway()
        .compose(doorway -> deploy(vertx, options, doorway, exchange, instances)
            .map(deployed ->
                new Gateway(vertx, doorway, deployed.id(), assembly, options, deployed.port())))
        .compose(gateway -> assembly.open().map(gateway))
        .compose(Gateway::warmedUp)
        .recover(failure -> assembly
            .farewell()
            .eventually(assembly::close)
            .transform(v -> Future.failedFuture(failure)));
  }

  /**
   * The first request of a process loads what all need, TLS above all, and takes seconds on a busy
   * machine. No client is to wait for that.
   */
  private static Future<Gateway> warmedUp(Gateway gateway) {
    return gateway
        .probe(WARM_UP)
        .map(gateway)
        .recover(failure -> gateway.close().transform(closed -> Future.failedFuture(failure)));
  }

  private record Deployed(String id, int port) {}

  private static Future<Deployed> deploy(
      Vertx vertx, GatewayOptions options, Doorway doorway, Exchange exchange, int instances) {
    // Two gateways of one Vert.x that want any free port are not to share one.
    int port = options.port() == 0 ? -ANY_PORT.incrementAndGet() : options.port();
    List<GatewayVerticle> started = new ArrayList<>();
    Supplier<GatewayVerticle> verticle = () -> {
      GatewayVerticle next = new GatewayVerticle(options, doorway, exchange, port);
      started.add(next);
      return next;
    };
    return vertx
        .deployVerticle(verticle, new DeploymentOptions().setInstances(instances))
        .onFailure(failure -> doorway.close())
        .map(id -> new Deployed(id, started.get(0).port()));
  }

  public int port() {
    return address.port();
  }

  /** The routes that it has besides those of services. */
  public List<OwnRoute> ownRoutes() {
    return assembly.own();
  }

  /** Whether clients come by TLS. */
  public boolean isSecure() {
    return doorway.isSecure();
  }

  /** Also sends those who come by plain HTTP to this port to TLS; returns the port. */
  public Future<Integer> redirectFrom(int plainPort) {
    HttpServer server = doorway.redirect(address.port());
    redirect = server;
    return server.listen(plainPort, address.host()).map(HttpServer::actualPort);
  }

  /** Where plain HTTP is told to come by TLS; null for nowhere. */
  public @Nullable Address redirect() {
    HttpServer server = redirect;
    return server == null ? null : new Address(address.host(), server.actualPort());
  }

  /** Ends well when the gateway answers a request in time. */
  public Future<Void> probe(Duration within) {
    return probe.knock(within);
  }

  /**
   * Sends its clients elsewhere, finishes the requests it has, and closes; asking twice is asking
   * once.
   */
  public Future<Void> close() {
    if (!closing.compareAndSet(false, true)) {
      return closed.future();
    }
    HttpServer other = redirect;
    Future<Void> turnedAway = other == null ? Future.succeededFuture() : other.close();
    // Now and not when others have closed: who is answered from here on is to know.
    Future<Void> left = doorway.leave(grace);
    turnedAway
        .eventually(assembly::farewell)
        .eventually(() -> left)
        .eventually(() -> vertx.undeploy(deployment))
        .eventually(probe::close)
        .eventually(assembly::close)
        .onComplete(done -> doorway.close())
        .onComplete(closed);
    return closed.future();
  }
}
