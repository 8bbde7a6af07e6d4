package io.sennit.gateway.respond;

import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.problem.Quota;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that tell a client when to come again, and how much it had where that is used
 * up.
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
      new RateFields(quota).tell(response, 0, seconds);
    }
  }
}
