package io.sennit.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.settings.Address;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The running API gateway of a node, on as many event loops as it was given. */
public final class Gateway {
  private final Vertx vertx;
  private final String deployment;
  private final Assembly assembly;
  private final HttpClient probe;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Promise<Void> closed = Promise.promise();
  private final Address address;

  private Gateway(Vertx vertx, String deployment, Assembly assembly, Address address) {
    this.vertx = vertx;
    this.deployment = deployment;
    this.assembly = assembly;
    this.probe = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
    this.address = address;
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
    List<GatewayVerticle> started = new ArrayList<>();
    Supplier<GatewayVerticle> verticle = () -> {
      GatewayVerticle next = new GatewayVerticle(options, exchange, assembly.guards());
      started.add(next);
      return next;
    };
    return vertx
        .deployVerticle(verticle, new DeploymentOptions().setInstances(instances))
        .compose(deployment -> assembly.open().map(deployment))
        .map(deployment -> new Gateway(
            vertx,
            deployment,
            assembly,
            new Address(options.host(), started.get(0).port())))
        .recover(failure -> assembly
            .farewell()
            .eventually(assembly::close)
            .transform(v -> Future.failedFuture(failure)));
  }

  public int port() {
    return address.port();
  }

  /** Ends well when the gateway answers a request in time. */
  public Future<Void> probe(Duration within) {
    return probe
        .request(new RequestOptions()
            .setPort(address.port())
            .setHost(address.host())
            .setMethod(HttpMethod.OPTIONS)
            .setURI("*")
            .setTimeout(within.toMillis()))
        .compose(HttpClientRequest::send)
        .compose(HttpClientResponse::end);
  }

  /**
   * Takes no new connections, finishes the requests it has, and closes; asking twice is asking
   * once.
   */
  public Future<Void> close() {
    if (!closing.compareAndSet(false, true)) {
      return closed.future();
    }
    assembly
        .farewell()
        .eventually(() -> vertx.undeploy(deployment))
        .eventually(probe::close)
        .eventually(assembly::close)
        .onComplete(closed);
    return closed.future();
  }
}
