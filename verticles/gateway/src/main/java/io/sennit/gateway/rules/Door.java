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
 * @param strictTransport how long browsers are to come by TLS only, once they came by it; 0 to not
 *     say so
 */
public record Door(
    int longestLine,
    int longestHeaders,
    int longestBody,
    Duration bodyTime,
    Duration idle,
    Duration strictTransport,
    Connections connections,
    Pace pace,
    Http2 http2) {
  public static final Door DEFAULT = new Door(
      8 * 1024,
      16 * 1024,
      1 << 20,
      Duration.ofSeconds(15),
      Duration.ofSeconds(75),
      Duration.ofDays(365),
      Connections.DEFAULT,
      Pace.DEFAULT,
      Http2.DEFAULT);

  private static final int MOST_BYTES = 1 << 30;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long TWO_YEARS = Duration.ofDays(2 * 365).toMillis();

  /** The same for bodies of another size. */
  public Door longestBody(long bytes) {
    return new Door(
        longestLine,
        longestHeaders,
        (int) Math.min(bytes, MOST_BYTES),
        bodyTime,
        idle,
        strictTransport,
        connections,
        pace,
        http2);
  }

  static Door read(Fields fields) {
    return new Door(
        fields.whole("longestLine", DEFAULT.longestLine, 256, 1 << 20),
        fields.whole("longestHeaders", DEFAULT.longestHeaders, 1_024, 1 << 20),
        fields.whole("longestBody", DEFAULT.longestBody, 0, MOST_BYTES),
        fields.duration("bodyTime", DEFAULT.bodyTime, 100, HOUR),
        fields.duration("idle", DEFAULT.idle, 1_000, HOUR),
        fields.duration("strictTransport", DEFAULT.strictTransport, 0, TWO_YEARS),
        Connections.read(fields.part("connections")),
        Pace.read(fields.part("pace")),
        Http2.read(fields.part("http2")));
  }

  /** The same with another pace. */
  public Door at(Pace other) {
    return new Door(
        longestLine,
        longestHeaders,
        longestBody,
        bodyTime,
        idle,
        strictTransport,
        connections,
        other,
        http2);
  }
}
