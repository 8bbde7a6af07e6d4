package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import java.time.Duration;

/**
 * What is let in at all.
 *
 * @param longestLine bytes of the request line
 * @param longestHeaders bytes of all header fields together
 * @param longestBody bytes of a body that is taken whole
 * @param bodyTime how long a client may take to send a body
 * @param idle how long a connection may rest
 */
public record Door(
    int longestLine, int longestHeaders, int longestBody, Duration bodyTime, Duration idle) {
  public static final Door DEFAULT =
      new Door(8 * 1024, 16 * 1024, 1 << 20, Duration.ofSeconds(15), Duration.ofSeconds(75));

  private static final int MOST_BYTES = 1 << 30;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** The same for bodies of another size. */
  public Door longestBody(long bytes) {
    return new Door(longestLine, longestHeaders, (int) Math.min(bytes, MOST_BYTES), bodyTime, idle);
  }

  static Door read(Fields fields) {
    return new Door(
        fields.whole("longestLine", DEFAULT.longestLine, 256, 1 << 20),
        fields.whole("longestHeaders", DEFAULT.longestHeaders, 1_024, 1 << 20),
        fields.whole("longestBody", DEFAULT.longestBody, 0, MOST_BYTES),
        fields.duration("bodyTime", DEFAULT.bodyTime, 100, HOUR),
        fields.duration("idle", DEFAULT.idle, 1_000, HOUR));
  }
}
