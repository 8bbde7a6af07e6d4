package io.sennit.gateway;

import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.settings.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway stands, and how it takes requests.
 *
 * @param grace how long requests may go on when the gateway stops
 * @param folder where it keeps its files; without one it keeps none, and no access log either
 * @param tls what it speaks TLS with; null for plain HTTP
 * @param clock nanoseconds that never go back, by which answers grow old
 */
public record GatewayOptions(
    String host,
    int port,
    Duration grace,
    GatewayRules rules,
    @Nullable Path folder,
    @Nullable TlsSettings tls,
    LongSupplier clock) {
  public static GatewayOptions at(String host, int port) {
    return new GatewayOptions(
        host, port, Duration.ofSeconds(30), GatewayRules.DEFAULT, null, null, System::nanoTime);
  }

  public GatewayOptions grace(Duration time) {
    return new GatewayOptions(host, port, time, rules, folder, tls, clock);
  }

  public GatewayOptions rules(GatewayRules some) {
    return new GatewayOptions(host, port, grace, some, folder, tls, clock);
  }

  public GatewayOptions folder(Path place) {
    return new GatewayOptions(host, port, grace, rules, place, tls, clock);
  }

  public GatewayOptions tls(@Nullable TlsSettings files) {
    return new GatewayOptions(host, port, grace, rules, folder, files, clock);
  }

  GatewayOptions clock(LongSupplier other) {
    return new GatewayOptions(host, port, grace, rules, folder, tls, other);
  }
}
