package io.sennit.gateway.respond;

import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.problem.Quota;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that tell a client when to come again, and how much it had where that is used
 * up: each fact as clients of today read it, and as the draft of the IETF has it since.
 */
final class Patience {
  private Patience() {}

  static void tell(HttpServerResponse response, Problem problem) {
    Duration wait = problem.retryAfter();
    long seconds = wait == null ? 0 : Math.max(1, wait.toSeconds());
    if (wait != null) {
      response.putHeader("retry-after", Long.toString(seconds));
    }
    @Nullable Quota quota = problem.quota();
    if (quota != null) {
      response
          .putHeader("ratelimit-limit", Integer.toString(quota.limit()))
          .putHeader("ratelimit-remaining", "0")
          .putHeader("ratelimit-reset", Long.toString(seconds))
          .putHeader(
              "ratelimit-policy",
              "\"default\";q=" + quota.limit() + ";w=" + quota.window().toSeconds())
          .putHeader("ratelimit", "\"default\";r=0;t=" + seconds);
    }
  }
}
