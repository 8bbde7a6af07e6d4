package io.sennit.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.gateway.request.OperationEndpoint;
import io.sennit.gateway.rollout.Rollouts;
import io.sennit.gateway.route.RouteTable;
import io.sennit.gateway.rules.Door;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.rules.RouteRules;
import io.sennit.gateway.stream.Desks;
import io.sennit.gateway.stream.Origins;
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
  private final Desks desks;
  private final CallHandler calls;
  private final Rollouts rollouts;

  Operations(Vertx vertx, GatewayRules rules, Mesh mesh, Desks desks, MeterRegistry meters) {
    this.vertx = vertx;
    this.rules = rules;
    this.desks = desks;
    this.calls = mesh.client().of("gateway");
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
        endpoint(id, own, operation.transfer()));
  }

  private Endpoint endpoint(OperationId id, RouteRules own, Transfer transfer) {
    Door door = rules.door();
    if (transfer.form() == Transfer.Form.WHOLE) {
      return new OperationEndpoint(vertx, door, rollouts.forwarding(id, own.rollout(), calls))
          .bounded(transfer);
    }
    Forwarding way = rollouts.streamed(id, own.rollout(), calls);
    return transfer.form() == Transfer.Form.STREAM
        ? new StreamEndpoint(vertx, door, desks, way, transfer)
        : new SocketEndpoint(vertx, desks, way, transfer, Origins.OWN);
  }
}
