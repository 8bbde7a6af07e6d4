package io.sennit.payments;

import io.sennit.contracts.User;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Those who may have an account: whom the users' service knows. */
final class Owners {
  private final CallHandler mesh;

  Owners(CallHandler mesh) {
    this.mesh = mesh;
  }

  /** Fails when there is no such user: money that came to nobody could not be had back. */
  Future<Void> require(Call call, String user) {
    return mesh.handle(call.onward(User.EXISTS, new JsonObject().put("id", user)))
        .recover(failure -> Future.failedFuture(isNotFound(failure) ? cannotTell() : failure))
        .map(reply -> {
          if (!reply.json().getBoolean("exists")) {
            throw Problem.of(Kind.NOT_FOUND, "There is no user with this id: nothing was paid in.");
          }
          return null;
        });
  }

  private static boolean isNotFound(Throwable failure) {
    return failure instanceof Problem problem && problem.kind() == Kind.NOT_FOUND;
  }

  private static Problem cannotTell() {
    return Problem.refused(
        "It cannot be told whether there is such a user: no node hosts 'users'. Ask again later.",
        Duration.ofSeconds(1));
  }
}
