package io.sennit.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.gateway.accesslog.AccessLog;
import io.sennit.gateway.cache.SharedCache;
import io.sennit.gateway.describe.Descriptions;
import io.sennit.gateway.meter.RouteMeters;
import io.sennit.gateway.outside.OutsideServices;
import io.sennit.gateway.request.Calling;
import io.sennit.gateway.request.OperationEndpoint;
import io.sennit.gateway.respond.Answers;
import io.sennit.gateway.respond.ContentTags;
import io.sennit.gateway.route.RouteTable;
import io.sennit.gateway.route.Routes;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.rules.RouteRules;
import io.sennit.gateway.visit.Ending;
import io.sennit.gateway.visit.Target;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.CallHandler;
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

  Assembly(Vertx vertx, GatewayOptions options, Mesh mesh, MeterRegistry meters) {
    this.vertx = vertx;
    this.options = options;
    this.mesh = mesh;
    this.meters = meters;
  }

  Exchange exchange() throws IOException {
    OutsideServices outside = OutsideServices.open(vertx, options.rules(), mesh.client());
    closings.push(outside::close);
    Map<Route, Target> own = new LinkedHashMap<>(outside.targets());
    own.putAll(Descriptions.of(vertx, options.rules(), mesh.directory()).targets());
    Routes routes = Routes.of(mesh.directory(), targets(), own);
    Answers answers = new Answers(vertx, options.rules());
    return new Exchange(vertx, routes, mesh.authenticator(), answers, endings());
  }

  private RouteTable.Making targets() {
    GatewayRules rules = options.rules();
    CallHandler calls = mesh.client().of("gateway");
    CallHandler tagged = new ContentTags(calls);
    SharedCache cache =
        SharedCache.open(vertx, rules.cache(), options.clock(), mesh.directory(), meters);
    closings.push(cache::close);
    return (id, operation, route) -> {
      RouteRules own = rules.routes().of(id);
      CallHandler behind = own.answers().etag() ? tagged : calls;
      Calling calling = cache.before(behind, id, route, own.cache());
      return new Target(
          id,
          route.toString(),
          route.parameters(),
          operation.access(),
          own,
          new OperationEndpoint(vertx, rules.door(), calling));
    };
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
