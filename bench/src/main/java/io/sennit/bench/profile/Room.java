package io.sennit.bench.profile;

import java.util.List;
import java.util.Map;

/** The part of the program that a class belongs to: Sennit's own by packages, all else by name. */
final class Room {
  private static final String OURS = "io.sennit.";
  private static final Map<String, String> OTHERS = Map.of(
      "io.netty.", "netty",
      "io.vertx.", "vertx",
      "com.hazelcast.", "hazelcast",
      "io.micrometer.", "micrometer",
      "java.", "jdk",
      "jdk.", "jdk",
      "sun.", "jdk");

  /** What tells of the rest: metrics, traces, the access log. */
  private static final List<String> TELEMETRY = List.of(
      "io.sennit.mesh.observe.",
      "io.sennit.mesh.trace.",
      "io.sennit.mesh.client.EdgeMeter",
      "io.sennit.mesh.link.LinkCounters",
      "io.sennit.gateway.meter.",
      "io.sennit.gateway.trace.",
      "io.sennit.gateway.accesslog.");

  private Room() {}

  static boolean isTelemetry(String type) {
    return TELEMETRY.stream().anyMatch(type::startsWith);
  }

  static boolean isOurs(String type) {
    return type.startsWith(OURS);
  }

  static String of(String type) {
    String folder = type.substring(0, Math.max(0, type.lastIndexOf('.')));
    return isOurs(type)
        ? folder
        : OTHERS.entrySet().stream()
            .filter(each -> type.startsWith(each.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(folder);
  }
}
