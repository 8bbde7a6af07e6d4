package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import java.time.Duration;
import java.util.List;

/**
 * Which pages of other origins may use a route from a browser; none, by default.
 *
 * @param origins that may; see {@link Origins}
 * @param methods that they may use, of those that the path has; all of them when empty
 * @param headers that they may send
 * @param expose the header fields of answers that they may read
 * @param credentials whether browsers send cookies and certificates along
 * @param maxAge how long a browser may remember what it was told
 */
public record CorsRules(
    Origins origins,
    List<String> methods,
    List<String> headers,
    List<String> expose,
    boolean credentials,
    Duration maxAge) {
  public static final CorsRules DEFAULT = new CorsRules(
      Origins.NONE,
      List.of(),
      List.of(
          "authorization",
          "content-type",
          "idempotency-key",
          "if-match",
          "if-none-match",
          "last-event-id",
          "prefer",
          "sennit-timeout",
          "sennit-timing",
          "traceparent"),
      List.of(
          "age",
          "cache-status",
          "etag",
          "link",
          "location",
          "preference-applied",
          "ratelimit",
          "ratelimit-policy",
          "retry-after",
          "server-timing",
          "traceparent"),
      false,
      Duration.ofMinutes(10));

  private static final long DAY = Duration.ofDays(1).toMillis();

  CorsRules with(Fields fields) {
    CorsRules rules = new CorsRules(
        Origins.read(fields, "origins", origins),
        fields.texts("methods", methods),
        fields.texts("headers", headers),
        fields.texts("expose", expose),
        fields.flag("credentials", credentials),
        fields.duration("maxAge", maxAge, 0, DAY));
    if (rules.credentials && rules.origins.any()) {
      fields.fault("has credentials for all origins: any page could act as its visitor; name them");
    }
    return rules;
  }
}
