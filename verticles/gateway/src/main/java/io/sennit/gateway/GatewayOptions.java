package io.sennit.gateway;

import io.sennit.gateway.rules.GatewayRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway stands, and how it takes requests.
 *
 * @param folder where it keeps its files; without one it keeps none, and no access log either
 * @param grace how long requests may go on when the gateway stops
 * @param clock nanoseconds that never go back, by which answers grow old
 */
public record GatewayOptions(
    String host,
    int port,
    Duration grace,
    GatewayRules rules,
    @Nullable Path folder,
    LongSupplier clock) {
  public static GatewayOptions at(String host, int port) {
    return new GatewayOptions(
        host, port, Duration.ofSeconds(30), GatewayRules.DEFAULT, null, System::nanoTime);
  }

  public GatewayOptions grace(Duration time) {
    return new GatewayOptions(host, port, time, rules, folder, clock);
  }

  public GatewayOptions rules(GatewayRules some) {
    return new GatewayOptions(host, port, grace, some, folder, clock);
  }

  public GatewayOptions folder(Path place) {
    return new GatewayOptions(host, port, grace, rules, place, clock);
  }

  GatewayOptions clock(LongSupplier other) {
    return new GatewayOptions(host, port, grace, rules, folder, other);
  }

  /**
   * Vert.x takes 0 as any free port for each server, and -1 as any free port that servers share.
   */
  int sharedPort() {
    return port == 0 ? -1 : port;
  }
}
