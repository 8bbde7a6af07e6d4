package io.sennit.gateway;

import io.sennit.gateway.rules.GatewayRules;
import java.time.Duration;

/**
 * Where a gateway stands, and how it takes requests.
 *
 * @param grace how long requests may go on when the gateway stops
 */
public record GatewayOptions(String host, int port, Duration grace, GatewayRules rules) {
  public static GatewayOptions at(String host, int port) {
    return new GatewayOptions(host, port, Duration.ofSeconds(30), GatewayRules.DEFAULT);
  }

  public GatewayOptions grace(Duration time) {
    return new GatewayOptions(host, port, time, rules);
  }

  public GatewayOptions rules(GatewayRules some) {
    return new GatewayOptions(host, port, grace, some);
  }

  /**
   * Vert.x takes 0 as any free port for each server, and -1 as any free port that servers share.
   */
  int sharedPort() {
    return port == 0 ? -1 : port;
  }
}
