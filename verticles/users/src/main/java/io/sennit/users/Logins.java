package io.sennit.users;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.users.Failures.Standing;
import io.sennit.users.Failures.Who;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Turns an email and its password into a token. Who guesses learns nothing: neither from the answer
 * nor from the time it took whether there is such a user.
 */
final class Logins {
  private final Passwords passwords;
  private final Failures failures;
  private final SigningKeys keys;
  private final Clock clock;

  Logins(Passwords passwords, Failures failures, SigningKeys keys, Clock clock) {
    this.passwords = passwords;
    this.failures = failures;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Failures are looked at when it is the call's turn: so no more guesses are made than are
   * allowed, however many are sent at once.
   */
  Future<Reply> login(Call call) {
    String login = Account.login(call.input().getString("email"));
    Who who = Who.of(call, login);
    return passwords.inTurn(
        Line.Sort.LOGIN,
        call,
        () -> failures.standing(call, login, who).compose(standing -> answer(call, who, standing)));
  }

  private Future<Reply> answer(Call call, Who who, Standing standing) {
    Instant barred = standing.barredUntil();
    if (barred != null) {
      return Future.failedFuture(tooMany(Duration.between(clock.instant(), barred)));
    }
    Account account = standing.account();
    String hash = account == null ? null : account.password();
    return passwords.matches(call.input().getString("password"), hash).compose(fits -> {
      if (!fits || account == null) {
        return failures.count(call, who).compose(counted -> Future.failedFuture(wrong()));
      }
      Future<Void> forgotten =
          standing.failures() == 0 ? Future.succeededFuture() : failures.forget(call, who);
      return forgotten.map(v -> token(account));
    });
  }

  private Reply token(Account account) {
    return Reply.ok(new JsonObject()
            .put("token", keys.sign(account))
            .put("tokenType", "Bearer")
            .put("expiresIn", keys.life().toSeconds()))
        .with("cache-control", "no-store");
  }

  private static Problem wrong() {
    return Problem.of(Kind.UNAUTHENTICATED, "The email or the password is wrong.");
  }

  private static Problem tooMany(Duration wait) {
    return Problem.restored(
        Kind.TOO_MANY_REQUESTS,
        "Too many logins have failed; wait, and then try again.",
        List.of(),
        true,
        wait);
  }
}
