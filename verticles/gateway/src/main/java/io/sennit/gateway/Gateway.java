package io.sennit.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.gateway.request.OperationEndpoint;
import io.sennit.gateway.route.Routes;
import io.sennit.gateway.visit.Endpoint;
import io.sennit.gateway.visit.Target;
import io.sennit.mesh.Mesh;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The running API gateway of a node, on as many event loops as it was given. */
public final class Gateway {
  private final Vertx vertx;
  private final String deployment;
  private final HttpClient probe;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final Promise<Void> closed = Promise.promise();
  private final String host;
  private final int port;

  private Gateway(Vertx vertx, String deployment, String host, int port) {
    this.vertx = vertx;
    this.deployment = deployment;
    this.probe = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
    this.host = host;
    this.port = port;
  }

  /** Starts a gateway in so many instances, all of them behind the same port. */
  public static Future<Gateway> start(
      Vertx vertx, GatewayOptions options, Mesh mesh, MeterRegistry meters, int instances) {
    Endpoint operations =
        new OperationEndpoint(vertx, options.rules().door(), mesh.client().of("gateway"));
    Routes routes = Routes.of(
        mesh.directory(),
        (id, operation, route) -> new Target(
            id,
            route.toString(),
            route.parameters(),
            operation.access(),
            options.rules().routes().of(id),
            operations));
    Exchange exchange = new Exchange(vertx, routes, mesh.authenticator(), new RequestMeter(meters));
    List<GatewayVerticle> started = new ArrayList<>();
    Supplier<GatewayVerticle> verticle = () -> {
      GatewayVerticle next = new GatewayVerticle(options, exchange);
      started.add(next);
      return next;
    };
    return vertx
        .deployVerticle(verticle, new DeploymentOptions().setInstances(instances))
        .map(deployment ->
            new Gateway(vertx, deployment, options.host(), started.get(0).port()));
  }

  public int port() {
    return port;
  }

  /** Ends well when the gateway answers a request in time. */
  public Future<Void> probe(Duration within) {
    return probe
        .request(new RequestOptions()
            .setPort(port)
            .setHost(host)
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
    vertx.undeploy(deployment).eventually(probe::close).onComplete(closed);
    return closed.future();
  }
}
