package io.sennit.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.head.Guard;
import io.sennit.mesh.Mesh;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;

/** Starts gateways with fewer guards than they have, which nothing but tests can. */
public final class HostileDoor {
  private HostileDoor() {}

  public static Future<Gateway> start(
      Vertx vertx, GatewayOptions options, Mesh mesh, Set<Guard> guards) {
    Assembly assembly = new Assembly(vertx, options, mesh, new SimpleMeterRegistry());
    return Gateway.start(vertx, options, assembly.only(guards), 2);
  }
}
