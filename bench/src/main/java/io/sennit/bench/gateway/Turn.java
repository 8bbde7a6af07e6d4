package io.sennit.bench.gateway;

import io.sennit.bench.contest.Contestant;
import io.sennit.bench.contest.Part;
import io.sennit.bench.http.Shot;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A contestant's turn in a round.
 *
 * @param cpuMicros of each process, for a request
 * @param resident memory of each process after it, in bytes
 */
record Turn(Shot shot, Map<String, Double> cpuMicros, Map<String, Long> resident) {

  static Turn take(Contestant contestant, Load load) throws Exception {
    List<Part> parts = contestant.parts();
    List<Duration> before = parts.stream().map(Part::cpu).toList();
    Shot shot = load.ask().run(contestant.target());
    Map<String, Double> cpu = new LinkedHashMap<>();
    Map<String, Long> resident = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      cpu.put(part.name(), micros(part.cpu().minus(before.get(i)), shot));
      resident.put(part.name(), part.resident());
    }
    return new Turn(shot, cpu, resident);
  }

  private static double micros(Duration cpu, Shot shot) {
    return cpu.toNanos() / 1_000.0 / Math.max(1, shot.answers() + shot.errors());
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("requestsPerSecond", shot.perSecond())
        .put("answers", shot.answers())
        .put("errors", shot.errors())
        .put("seconds", shot.time().toMillis() / 1_000.0)
        .put("p50Micros", shot.p50())
        .put("p99Micros", shot.p99())
        .put("cpuMicrosPerRequest", new JsonObject(new LinkedHashMap<>(cpuMicros)))
        .put("residentBytes", new JsonObject(new LinkedHashMap<>(resident)));
  }
}
