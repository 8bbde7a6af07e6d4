package io.sennit.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.gateway.accesslog.AccessLog;
import io.sennit.gateway.auth.Callers;
import io.sennit.gateway.cache.SharedCache;
import io.sennit.gateway.describe.Descriptions;
import io.sennit.gateway.door.Doorway;
import io.sennit.gateway.feed.Feed;
import io.sennit.gateway.feed.FeedEndpoint;
import io.sennit.gateway.head.Guard;
import io.sennit.gateway.head.Head;
import io.sennit.gateway.meter.RouteMeters;
import io.sennit.gateway.outside.OutsideServices;
import io.sennit.gateway.respond.Answers;
import io.sennit.gateway.route.OwnRoute;
import io.sennit.gateway.route.Routes;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.stream.Desks;
import io.sennit.gateway.trace.RequestSpans;
import io.sennit.gateway.trace.Sampling;
import io.sennit.gateway.visit.Ending;
import io.sennit.mesh.Mesh;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** The rooms of one gateway, put together; what they have opened is closed the last first. */
final class Assembly {
  private final Vertx vertx;
  private final GatewayOptions options;
  private final GatewayRules rules;
  private final Mesh mesh;
  private final MeterRegistry meters;
  private final Clock clock = Clock.systemUTC();
  private final Restraint restraint;
  private final Deque<Callable<Future<Void>>> closings = new ArrayDeque<>();
  private final Desks desks;
  private final Feed feed;
  private Set<Guard> guards = Guard.ALL;
  private List<OwnRoute> own = List.of();

  Assembly(Vertx vertx, GatewayOptions options, Mesh mesh, MeterRegistry meters) {
    this.vertx = vertx;
    this.options = options;
    this.rules = options.rules();
    this.mesh = mesh;
    this.meters = meters;
    this.desks = new Desks(mesh.streams());
    closings.push(desks::close);
    this.feed = Feed.open(vertx, mesh, rules.feed(), meters, clock);
    this.restraint = Restraint.of(rules, mesh.directory().membership(), meters);
  }

  /** The same with fewer guards, which nothing but tests wants. */
  Assembly only(Set<Guard> some) {
    guards = some;
    return this;
  }

  Future<Doorway> doorway() {
    return Doorway.open(vertx, rules.door(), options.tls(), meters)
        .map(doorway -> doorway.only(guards));
  }

  Exchange exchange() throws IOException {
    Callers callers = Callers.of(vertx, mesh.authenticator(), rules.trust(), clock);
    closings.push(callers::close);
    closings.push(restraint.limits()::close);
    SharedCache cache =
        SharedCache.open(vertx, rules.cache(), options.clock(), mesh.directory(), meters);
    closings.push(cache::close);
    Operations operations =
        new Operations(vertx, rules, mesh, new Operations.Ways(desks, cache), meters);
    own = own(callers);
    Routes routes = Routes.of(mesh.directory(), operations, own);
    Entrance entrance = new Entrance(
        new Head(guards, rules.door().longestHeaders()),
        callers,
        restraint,
        new Sampling(rules.traces(), options.clock()));
    return new Exchange(vertx, entrance, routes, new Answers(vertx, rules), endings());
  }

  /** The routes that no service has announced. */
  List<OwnRoute> own() {
    return own;
  }

  /** To be called when requests come. */
  Future<?> open() {
    return restraint.limits().open(vertx);
  }

  /** What the gateway answers itself, or takes out of the mesh. */
  private List<OwnRoute> own(Callers callers) {
    OutsideServices outside = OutsideServices.open(vertx, rules, mesh.client());
    closings.push(outside::close);
    List<OwnRoute> routes = new ArrayList<>(outside.routes());
    routes.add(new FeedEndpoint(feed, callers::identify).route(rules));
    routes.addAll(Descriptions.of(vertx, rules, mesh.directory(), routes).routes());
    return List.copyOf(routes);
  }

  private List<Ending> endings() throws IOException {
    List<Ending> endings = new ArrayList<>();
    endings.add(new RouteMeters(meters));
    endings.add(new RequestSpans(mesh.spans()));
    Path folder = options.folder();
    if (folder != null && rules.log().enabled()) {
      AccessLog log = AccessLog.open(rules.log(), folder, clock, meters);
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
    desks.drain();
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
