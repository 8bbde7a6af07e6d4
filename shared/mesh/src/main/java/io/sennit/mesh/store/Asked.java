package io.sennit.mesh.store;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work, the key by which it is done once, and what its caller waits for afterwards.
 *
 * @param about whom its answer tells of, if it is to be forgotten with them
 */
record Asked<T>(
    Piece<T> piece,
    @Nullable AnswerKey key,
    Sequel sequel,
    Function<Reply, @Nullable String> about) {
  /** Fails when the call's key is none. */
  static <T> Future<Asked<T>> of(Call call, T wanted, Sequel sequel) {
    return of(call, wanted, sequel, reply -> null);
  }

  static <T> Future<Asked<T>> of(
      Call call, T wanted, Sequel sequel, Function<Reply, @Nullable String> about) {
    try {
      return Future.succeededFuture(
          new Asked<>(new Piece<>(call, wanted), AnswerKey.of(call), sequel, about));
    } catch (Problem malformed) {
      return Future.failedFuture(malformed);
    }
  }

  /** Its key, where it has one. */
  AnswerKey name() {
    return Objects.requireNonNull(key);
  }
}
