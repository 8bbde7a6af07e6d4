package io.sennit.users;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;

/**
 * Turns an email and its password into a token. Who guesses learns nothing: neither from the answer
 * nor from the time it took whether there is such a user.
 */
final class Logins {
  private final Store store;
  private final Passwords passwords;
  private final Attempts attempts;
  private final SigningKeys keys;

  Logins(Store store, Passwords passwords, Attempts attempts, SigningKeys keys) {
    this.store = store;
    this.passwords = passwords;
    this.attempts = attempts;
    this.keys = keys;
  }

  /** Counted when it is the call's turn: who waits in vain has not been guessing. */
  Future<Reply> login(Call call) {
    String login = Account.login(call.input().getString("email"));
    return passwords.inTurn(
        Line.Sort.LOGIN,
        call,
        () -> attempts.countLogin(call, login).compose(counted -> check(call, login)));
  }

  private Future<Reply> check(Call call, String login) {
    return store.read(call, Sql.READ_BY_LOGIN, Tuple.of(login)).compose(rows -> {
      Account account = rows.size() == 0 ? null : Account.of(rows.iterator().next());
      String hash = account == null ? null : account.password();
      return passwords
          .matches(call.input().getString("password"), hash)
          .compose(fits -> fits && account != null
              ? attempts.forgiveLogin(call, login).map(forgiven -> token(account))
              : Future.failedFuture(wrong()));
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
}
