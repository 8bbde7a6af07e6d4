package io.sennit.gateway.outside;

import io.sennit.gateway.auth.ClaimedHeaders;
import io.sennit.gateway.auth.Vouching;
import io.sennit.gateway.route.OwnRoute;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.rules.Outside;
import io.sennit.gateway.rules.Outside.Origin;
import io.sennit.gateway.rules.OutsideRoute;
import io.sennit.mesh.client.Client;
import io.sennit.mesh.client.OutsideService;
import io.sennit.mesh.directory.Documentation;
import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.directory.Instance.Placement;
import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.directory.ServiceDescription;
import io.sennit.mesh.directory.State;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Endpoint;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Transfer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All services outside of the mesh that the gateway's rules name. */
public final class OutsideServices {
  private static final String OPERATION = "request";
  private static final int CONNECT_MILLIS = 2_000;
  private static final int IDLE_SECONDS = 60;
  private static final int MOST_CONNECTIONS = 256;

  private final Vertx vertx;
  private final GatewayRules rules;
  private final Client client;
  private final Vouching vouching;
  private final ClaimedHeaders claimed;
  private final HttpClient http;
  private final List<OwnRoute> routes = new ArrayList<>();
  private final List<Runnable> ends = new ArrayList<>();

  private OutsideServices(Vertx vertx, GatewayRules rules, Client client) {
    this.vertx = vertx;
    this.rules = rules;
    this.client = client;
    this.vouching = new Vouching(vertx, client, Clock.systemUTC());
    this.claimed = new ClaimedHeaders(rules.trust().keyHeader());
    this.http = vertx.createHttpClient(
        new HttpClientOptions()
            .setConnectTimeout(CONNECT_MILLIS)
            .setIdleTimeout(IDLE_SECONDS)
            .setVerifyHost(true),
        new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(MOST_CONNECTIONS));
  }

  public static OutsideServices open(Vertx vertx, GatewayRules rules, Client client) {
    OutsideServices services = new OutsideServices(vertx, rules, client);
    rules.outside().forEach(services::add);
    return services;
  }

  private void add(Outside service) {
    OperationId id = new OperationId(service.name(), OPERATION);
    Border border = new Border(service, claimed);
    OutsideService guarded = client.outside("gateway", id);
    guarded.use(instances(service, service.origins()));
    if (service.health() != null) {
      ends.add(new HealthChecks(
              service.name(),
              service.health(),
              service.origins(),
              http,
              well -> guarded.use(instances(service, well)))
          .start(vertx));
    }
    for (OutsideRoute route : service.routes()) {
      OutsideEndpoint endpoint =
          new OutsideEndpoint(border, vouching, new Rewriting(route.rewrite()), guarded, http);
      for (Route one : route.routes()) {
        OperationDescription operation = new OperationDescription(
            OPERATION,
            one,
            route.access(),
            new JsonObject(),
            Repeatable.NEVER,
            Transfer.STREAM,
            Documentation.NONE);
        routes.add(OwnRoute.of(service.name(), operation, rules, endpoint));
      }
    }
  }

  /** An instance in the mesh's terms; its node is where it is. */
  private static List<Instance> instances(Outside service, List<Origin> origins) {
    ServiceDescription description = new ServiceDescription(
        service.name(),
        "0.0.0",
        List.of(new OperationDescription(
            OPERATION, null, Access.OPERATORS, new JsonObject(), Repeatable.NEVER)));
    return origins.stream()
        .map(origin -> new Instance(
            description,
            new Endpoint(origin.uri().toString(), origin.uri().toString(), 0),
            origin.uri().getHost() + ":" + origin.port(),
            State.UP,
            new Placement("", origin.weight()),
            Instant.EPOCH))
        .toList();
  }

  /** Which requests go there. */
  public List<OwnRoute> routes() {
    return routes;
  }

  public Future<Void> close() {
    ends.forEach(Runnable::run);
    return http.close();
  }
}
