package io.sennit.gateway.cache;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.gateway.rules.CacheRoom;
import io.sennit.gateway.rules.CacheRules;
import io.sennit.gateway.visit.Forwarding;
import io.sennit.mesh.directory.Directory;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.OperationId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The answers that a gateway keeps, of all its routes. */
public final class SharedCache {
  private final Vertx vertx;
  private final Store store;
  private final Outcomes outcomes;
  private final Places places = new Places();
  private final Gossip gossip;
  private final EventWatch events;
  private final Map<Of, RouteCache> routes = new ConcurrentHashMap<>();

  /** Whose answers are kept together; a route that is announced anew finds what it had. */
  private record Of(OperationId operation, String path) {}

  private SharedCache(Vertx vertx, Store store, Directory directory, MeterRegistry meters) {
    this.vertx = vertx;
    this.store = store;
    this.outcomes = new Outcomes(meters, store);
    this.gossip = new Gossip(vertx, places);
    this.events = new EventWatch(vertx, directory);
  }

  /**
   * Opens one that has nothing yet, and hears what the others say.
   *
   * @param clock nanoseconds that never go back
   */
  public static SharedCache open(
      Vertx vertx, CacheRoom room, LongSupplier clock, Directory directory, MeterRegistry meters) {
    return new SharedCache(vertx, new Store(room, clock), directory, meters);
  }

  /** How calls of a route that changes something are answered. */
  public Forwarding writing(Forwarding mesh, Route route) {
    return new Writing(places.at(Place.pathOf(route.path())), mesh, gossip);
  }

  /** How calls of a route that only reads are answered, with the mesh behind it. */
  public Forwarding reading(
      CallHandler mesh, OperationId operation, Route route, CacheRules rules) {
    Place place = places.at(Place.pathOf(route.path()));
    if (!rules.on()) {
      return (visit, call) -> mesh.handle(call);
    }
    return routes.computeIfAbsent(
        new Of(operation, route.path()),
        unknown -> opened(mesh, place, rules.of(route.parameters())));
  }

  public Future<Void> close() {
    return gossip.close().eventually(events::close);
  }

  private RouteCache opened(CallHandler mesh, Place place, CacheRules rules) {
    events.watch(place, rules.drops());
    if (rules.keepsUnasked() && place.keep()) {
      gossip.keeps(place);
    }
    Fetching fetching = new Fetching(
        new Fetching.Parts(vertx, mesh, store), place, rules, () -> gossip.keeps(place));
    return new RouteCache(place, rules, store, fetching, outcomes);
  }
}
