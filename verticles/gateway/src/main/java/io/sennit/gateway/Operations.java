package io.sennit.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.gateway.cache.SharedCache;
import io.sennit.gateway.request.OperationEndpoint;
import io.sennit.gateway.respond.ContentTags;
import io.sennit.gateway.rollout.Rollouts;
import io.sennit.gateway.route.RouteTable;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.rules.RouteRules;
import io.sennit.gateway.stream.Desks;
import io.sennit.gateway.stream.SocketEndpoint;
import io.sennit.gateway.stream.StreamEndpoint;
import io.sennit.gateway.visit.Endpoint;
import io.sennit.gateway.visit.Forwarding;
import io.sennit.gateway.visit.Target;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Transfer;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

/** Makes targets of the operations that services have announced. */
final class Operations implements RouteTable.Making {
  private final Vertx vertx;
  private final GatewayRules rules;
  private final Ways ways;
  private final CallHandler calls;
  private final CallHandler tagged;
  private final Rollouts rollouts;

  /** What bodies go through, and what answers come from. */
  record Ways(Desks desks, SharedCache cache) {}

  Operations(Vertx vertx, GatewayRules rules, Mesh mesh, Ways ways, MeterRegistry meters) {
    this.vertx = vertx;
    this.rules = rules;
    this.ways = ways;
    this.calls = mesh.client().of("gateway");
    this.tagged = new ContentTags(calls);
    this.rollouts = new Rollouts(
        mesh.client().of("mirror"),
        meters,
        Clock.systemUTC(),
        () -> ThreadLocalRandom.current().nextLong());
  }

  @Override
  public Target target(OperationId id, OperationDescription operation, Route route) {
    RouteRules own = rules.routes().of(id);
    return new Target(
        id,
        route.toString(),
        route.parameters(),
        operation.access(),
        own,
        operation.transfer().form() == Transfer.Form.WHOLE
            ? whole(id, route, own).bounded(operation.transfer())
            : flowing(id, own, operation.transfer()));
  }

  private OperationEndpoint whole(OperationId id, Route route, RouteRules own) {
    CallHandler behind = own.answers().etag() ? tagged : calls;
    Forwarding steered = rollouts.forwarding(id, own.rollout(), behind);
    SharedCache cache = ways.cache();
    if (!route.method().equals("GET")) {
      return new OperationEndpoint(vertx, rules.door(), cache.writing(steered, route));
    }
    // What two versions answer is not kept as one.
    Forwarding way =
        own.rollout() == null ? cache.reading(behind, id, route, own.cache()) : steered;
    return new OperationEndpoint(vertx, rules.door(), way);
  }

  private Endpoint flowing(OperationId id, RouteRules own, Transfer transfer) {
    Forwarding way = rollouts.streamed(id, own.rollout(), calls);
    return transfer.form() == Transfer.Form.STREAM
        ? new StreamEndpoint(vertx, rules.door(), ways.desks(), way, transfer)
        : new SocketEndpoint(vertx, ways.desks(), way, transfer);
  }
}
