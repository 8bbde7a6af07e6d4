package io.sennit.users;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Ids;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.token.Tokens;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Signs who asks, for a service outside of the mesh. That is no token for this shop: it has another
 * audience, and no generation.
 */
final class Vouchers {
  /** Long enough for any request, too short to be of use to who finds one. */
  private static final Duration LIFE = Duration.ofMinutes(1);

  private final SigningKeys keys;
  private final Clock clock;

  Vouchers(SigningKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  Future<Reply> sign(Call call) {
    JsonObject input = call.input();
    String service = input.getString("service");
    JsonArray roles = input.getJsonArray("roles");
    if (service.equals(Tokens.AUDIENCE) || roles.stream().anyMatch(Vouchers::isInternal)) {
      return Future.failedFuture(Problem.of(
          Kind.FORBIDDEN,
          "Tokens for this shop come from POST /login, and nobody is vouched for as the mesh."));
    }
    Instant now = clock.instant();
    JsonObject claims = new JsonObject()
        .put("iss", Tokens.ISSUER)
        .put("aud", service)
        .put("sub", input.getString("subject"))
        .put("roles", roles)
        .put("iat", now.getEpochSecond())
        .put("exp", now.plus(LIFE).getEpochSecond())
        .put("jti", Ids.next().toString());
    return Future.succeededFuture(Reply.ok(new JsonObject()
        .put("token", keys.signed(now, claims))
        .put("expiresIn", LIFE.toSeconds())));
  }

  private static boolean isInternal(Object role) {
    return role instanceof String name && Tokens.isInternal(name);
  }
}
