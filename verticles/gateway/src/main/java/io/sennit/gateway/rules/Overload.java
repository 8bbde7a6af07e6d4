package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import java.time.Duration;

/**
 * When the gateway has too much to do.
 *
 * @param delay what everything waits for an event loop, all the time
 * @param span for how long, until it is too much
 */
public record Overload(boolean enabled, Duration delay, Duration span) {
  public static final Overload DEFAULT =
      new Overload(true, Duration.ofMillis(100), Duration.ofSeconds(1));

  static Overload read(Fields fields) {
    return new Overload(
        fields.flag("enabled", DEFAULT.enabled),
        fields.duration("delay", DEFAULT.delay, 1, 10_000),
        fields.duration("span", DEFAULT.span, 100, 60_000));
  }
}
