package io.sennit.gateway.rules;

import io.sennit.mesh.policy.BadPolicies;
import io.sennit.mesh.policy.Fields;
import io.sennit.mesh.policy.Scoped;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * All rules of a gateway.
 *
 * @param door what is let in at all
 * @param log what is written down of requests
 * @param api how what the services offer is shown
 * @param outside services outside of the mesh
 * @param headers what every answer has
 * @param cache how much is kept of answers
 * @param routes how the requests of a route are treated, by scope
 */
public record GatewayRules(
    Door door,
    AccessLogging log,
    Api api,
    List<Outside> outside,
    StandingHeaders headers,
    CacheRoom cache,
    Scoped<RouteRules> routes) {
  public static final GatewayRules DEFAULT = new GatewayRules(
      Door.DEFAULT,
      AccessLogging.DEFAULT,
      Api.DEFAULT,
      List.of(),
      StandingHeaders.DEFAULT,
      CacheRoom.DEFAULT,
      Scoped.always(RouteRules.DEFAULT));

  /**
   * Reads rules as a file has them.
   *
   * @throws BadPolicies with all that is wrong
   */
  public static GatewayRules read(JsonObject json) {
    List<String> faults = new ArrayList<>();
    Fields fields = new Fields("gateway", json, faults);
    Scoped<RouteRules> routes =
        Scoped.read(fields.object("routes"), RouteRules.DEFAULT, RouteRules::with, faults);
    GatewayRules rules = new GatewayRules(
        Door.read(fields.part("door")),
        AccessLogging.read(fields.part("log")),
        Api.read(fields.part("api")),
        Outside.list(fields.parts("outside")),
        StandingHeaders.read(fields.object("headers"), faults),
        CacheRoom.read(fields.part("cache")),
        routes);
    fields.refuseUnknown();
    if (!faults.isEmpty()) {
      throw new BadPolicies(faults);
    }
    return rules;
  }
}
