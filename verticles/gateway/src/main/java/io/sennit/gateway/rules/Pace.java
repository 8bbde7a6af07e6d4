package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import java.time.Duration;

/**
 * How slow a client may be.
 *
 * @param head how long it may take from the first byte of a request to the end of its header
 *     fields, and from the start of a connection to the first request, TLS included
 * @param window how long a body or an answer is watched before its client is called too slow
 * @param least bytes a second that a client must send of a body and take of an answer
 * @param silence how long nothing at all may pass while a request is under way
 */
public record Pace(Duration head, Duration window, int least, Duration silence) {
  static final Pace DEFAULT =
      new Pace(Duration.ofSeconds(10), Duration.ofSeconds(10), 500, Duration.ofMinutes(5));

  private static final long HOUR = Duration.ofHours(1).toMillis();

  static Pace read(Fields fields) {
    return new Pace(
        fields.duration("head", DEFAULT.head, 100, HOUR),
        fields.duration("window", DEFAULT.window, 1_000, HOUR),
        fields.whole("least", DEFAULT.least, 0, 1 << 20),
        fields.duration("silence", DEFAULT.silence, 1_000, HOUR));
  }
}
