package io.sennit.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.gateway.accesslog.AccessLog;
import io.sennit.gateway.describe.Descriptions;
import io.sennit.gateway.feed.Feed;
import io.sennit.gateway.feed.FeedEndpoint;
import io.sennit.gateway.meter.RouteMeters;
import io.sennit.gateway.outside.OutsideServices;
import io.sennit.gateway.request.OperationEndpoint;
import io.sennit.gateway.request.RequestReader;
import io.sennit.gateway.route.RouteTable;
import io.sennit.gateway.route.Routes;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.visit.Ending;
import io.sennit.gateway.visit.Endpoint;
import io.sennit.gateway.visit.Target;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.Access;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The rooms of one gateway, put together; what they have opened is closed the last first. */
final class Assembly {
  private final Vertx vertx;
  private final GatewayOptions options;
  private final Mesh mesh;
  private final MeterRegistry meters;
  private final Deque<Callable<Future<Void>>> closings = new ArrayDeque<>();
  private final Feed feed;

  Assembly(Vertx vertx, GatewayOptions options, Mesh mesh, MeterRegistry meters) {
    this.vertx = vertx;
    this.options = options;
    this.mesh = mesh;
    this.meters = meters;
    this.feed = Feed.open(vertx, mesh, options.rules().feed(), meters, Clock.systemUTC());
  }

  Exchange exchange() throws IOException {
    OutsideServices outside = OutsideServices.open(vertx, options.rules(), mesh.client());
    closings.push(outside::close);
    Map<Route, Target> own = new LinkedHashMap<>(outside.targets());
    own.putAll(Descriptions.of(vertx, options.rules(), mesh.directory()).targets());
    own.put(FeedEndpoint.ROUTE, events());
    Routes routes = Routes.of(mesh.directory(), targets(), own);
    return new Exchange(vertx, routes, mesh.authenticator(), endings());
  }

  private RouteTable.Making targets() {
    GatewayRules rules = options.rules();
    Endpoint operations =
        new OperationEndpoint(vertx, rules.door(), mesh.client().of("gateway"));
    return (id, operation, route) -> new Target(
        id,
        route.toString(),
        route.parameters(),
        operation.access(),
        rules.routes().of(id),
        operations);
  }

  private Target events() {
    Endpoint endpoint = new FeedEndpoint(
        feed, request -> mesh.authenticator().identify(RequestReader.authorization(request)));
    return new Target(
        FeedEndpoint.ID,
        FeedEndpoint.ROUTE.toString(),
        List.of(),
        Access.AUTHENTICATED,
        options.rules().routes().of(FeedEndpoint.ID),
        endpoint);
  }

  private List<Ending> endings() throws IOException {
    List<Ending> endings = new ArrayList<>();
    endings.add(new RouteMeters(meters));
    Path folder = options.folder();
    if (folder != null && options.rules().log().enabled()) {
      AccessLog log = AccessLog.open(options.rules().log(), folder, Clock.systemUTC(), meters);
      endings.add(log);
      closings.push(() -> vertx.executeBlocking(() -> {
        log.close();
        return null;
      }));
    }
    return endings;
  }

  /** Ends what would go on for ever; clients go on elsewhere. */
  Future<Void> farewell() {
    return feed.close();
  }

  /** To be called when no request is under way any more. */
  Future<Void> close() {
    Future<Void> closed = Future.succeededFuture();
    for (Callable<Future<Void>> closing : closings) {
      closed = closed.eventually(() -> {
        try {
          return closing.call();
        } catch (Exception failure) {
          return Future.failedFuture(failure);
        }
      });
    }
    return closed;
  }
}
