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
 * @param trust who is believed to be somebody
 * @param log what is written down of requests
 * @param api how what the services offer is shown
 * @param feed how clients are told events
 * @param outside services outside of the mesh
 * @param headers what every answer has
 * @param cache how much is kept of answers
 * @param routes how the requests of a route are treated, by scope
 * @param proxies who may say for whom it asks
 * @param traces how many requests' traces are remembered
 * @param overload when requests are turned away because there are too many
 */
public record GatewayRules(
    Door door,
    Trust trust,
    AccessLogging log,
    Api api,
    FeedRules feed,
    List<Outside> outside,
    StandingHeaders headers,
    CacheRoom cache,
    Scoped<RouteRules> routes,
    Proxies proxies,
    Traces traces,
    Overload overload) {
  public static final GatewayRules DEFAULT = new GatewayRules(
      Door.DEFAULT,
      Trust.DEFAULT,
      AccessLogging.DEFAULT,
      Api.DEFAULT,
      FeedRules.DEFAULT,
      List.of(),
      StandingHeaders.DEFAULT,
      CacheRoom.DEFAULT,
      Scoped.always(RouteRules.DEFAULT),
      Proxies.NONE,
      Traces.DEFAULT,
      Overload.DEFAULT);

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
        Trust.read(fields),
        AccessLogging.read(fields.part("log")),
        Api.read(fields.part("api")),
        FeedRules.read(fields.part("feed")),
        Outside.list(fields.parts("outside")),
        StandingHeaders.read(fields.object("headers"), faults),
        CacheRoom.read(fields.part("cache")),
        routes,
        Proxies.read(fields.part("proxies")),
        Traces.read(fields.part("traces")),
        Overload.read(fields.part("overload")));
    fields.refuseUnknown();
    if (!faults.isEmpty()) {
      throw new BadPolicies(faults);
    }
    return rules;
  }
}
