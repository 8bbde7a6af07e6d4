package io.sennit.mesh.store;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A piece of work, the key by which it is done once, and what its caller waits for afterwards. */
record Asked<T>(Piece<T> piece, @Nullable AnswerKey key, Sequel sequel) {
  /** Fails when the call's key is none. */
  static <T> Future<Asked<T>> of(Call call, T wanted, Sequel sequel) {
    try {
      return Future.succeededFuture(
          new Asked<>(new Piece<>(call, wanted), AnswerKey.of(call), sequel));
    } catch (Problem malformed) {
      return Future.failedFuture(malformed);
    }
  }

  /** Its key, where it has one. */
  AnswerKey name() {
    return Objects.requireNonNull(key);
  }
}
