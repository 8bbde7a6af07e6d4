package io.sennit.gateway.respond;

import io.netty.util.AsciiString;
import io.sennit.mesh.problem.Quota;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;

/**
 * The header fields that say how much of a limit is left: as clients of today read them, and as the
 * draft of the IETF has them since. What does not change is rendered once.
 */
public final class RateFields {
  private static final CharSequence LIMIT = AsciiString.cached("ratelimit-limit");
  private static final CharSequence REMAINING = AsciiString.cached("ratelimit-remaining");
  private static final CharSequence RESET = AsciiString.cached("ratelimit-reset");
  private static final CharSequence POLICY = AsciiString.cached("ratelimit-policy");
  private static final CharSequence STATE = AsciiString.cached("ratelimit");

  private final CharSequence limit;
  private final CharSequence policy;
  private final String name;

  public RateFields(Quota quota) {
    this.limit = AsciiString.of(Integer.toString(quota.limit()));
    this.name = "\"" + quota.name() + "\"";
    this.policy =
        AsciiString.of(name + ";q=" + quota.limit() + ";w=" + quota.window().toSeconds());
  }

  /**
   * Sets them. An answer's own setters would take a lock for each.
   *
   * @param seconds until all of it is there again, or where nothing is left, some of it
   */
  public void tell(HttpServerResponse response, long remaining, long seconds) {
    String left = Long.toString(remaining);
    String reset = Long.toString(seconds);
    MultiMap fields = response.headers();
    fields.set(LIMIT, limit);
    fields.set(REMAINING, left);
    fields.set(RESET, reset);
    fields.set(POLICY, policy);
    fields.set(STATE, name + ";r=" + left + ";t=" + reset);
  }
}
