package io.sennit.mesh.store;

import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;

/**
 * What a caller waits for once its work is kept: the answer is then what this makes of it.
 *
 * @param longest how long that may take; until then, who calls again with the same idempotency key
 *     is told that the first call is still at work
 * @param ending makes the last answer of the one that the work itself had
 */
public record Sequel(Duration longest, Function<Reply, Future<Reply>> ending) {
  /** For callers who take the answer as it is. */
  public static final Sequel NONE = new Sequel(Duration.ZERO, Future::succeededFuture);

  boolean isNone() {
    return longest.isZero();
  }
}
