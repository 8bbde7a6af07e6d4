package io.sennit.users;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.Transaction;
import io.sennit.mesh.token.Tokens;
import io.sennit.users.Rotation.Plan;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * The keys that sign tokens. They live in the users' schema, where the first node makes the first
 * one, and leave it only for the memory of this service.
 */
final class SigningKeys {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Store store;
  private final Rotation rotation;
  private final Clock clock;
  private List<SigningKey> keys = List.of();

  SigningKeys(Store store, Rotation rotation, Clock clock) {
    this.store = store;
    this.rotation = rotation;
    this.clock = clock;
  }

  Duration life() {
    return rotation.life();
  }

  /** Reads the keys, and does what their rotation asks for. */
  Future<Void> turn(Call call) {
    return store.read(call, Sql.KEYS, Tuple.tuple()).compose(rows -> {
      List<SigningKey> found = keys(rows);
      if (rotation.plan(found, clock.instant(), false).isEmpty()) {
        keys = found;
        return Future.succeededFuture();
      }
      return change(call, false);
    });
  }

  /** Announces a new key before the one of now has had its time. */
  Future<Reply> rotate(Call call) {
    return change(call, true).compose(v -> published(call));
  }

  private Future<Void> change(Call call, boolean wanted) {
    return store
        .inTransaction(call, transaction -> {
          // Sent right behind the lock, and reads what it finds when it has it.
          transaction.execute(Sql.LOCK_KEYS);
          return transaction
              .execute(Sql.KEYS)
              .map(SigningKeys::keys)
              .compose(found -> follow(transaction, rotation.plan(found, clock.instant(), wanted)))
              .compose(done -> transaction.execute(Sql.KEYS));
        })
        .map(rows -> {
          keys = keys(rows);
          return null;
        });
  }

  private static Future<?> follow(Transaction transaction, Plan plan) {
    Instant next = plan.nextSignsFrom();
    Future<?> dropped = plan.drop().isEmpty()
        ? Future.succeededFuture()
        : transaction.execute(Sql.DROP_KEYS, Tuple.of(plan.drop().toArray(String[]::new)));
    return next == null
        ? dropped
        : dropped.compose(
            v -> transaction.execute(Sql.ADD_KEY, SigningKey.make(next).toRow()));
  }

  private static List<SigningKey> keys(RowSet<Row> rows) {
    return rows.stream().map(SigningKey::of).toList();
  }

  /** The public keys, also of those that sign no more or not yet. */
  Future<Reply> published(Call call) {
    JsonArray set = new JsonArray();
    keys.forEach(key -> set.add(key.toJwk()));
    return Future.succeededFuture(
        // Whoever meets a key that it does not know asks again, and must not get what the gateway
        // has kept since before that key was made.
        Reply.ok(new JsonObject().put("keys", set))
            .with("cache-control", "public, max-age=300, s-maxage=0"));
  }

  /** A token for this user, in the compact form of RFC 7515. */
  String sign(Account account) {
    Instant now = clock.instant();
    return signed(
        now,
        new JsonObject()
            .put("iss", Tokens.ISSUER)
            .put("aud", Tokens.AUDIENCE)
            .put("sub", account.id().toString())
            .put("iat", now.getEpochSecond())
            .put("nbf", now.getEpochSecond())
            .put("exp", now.plus(rotation.life()).getEpochSecond())
            .put("gen", account.generation())
            .put("roles", new JsonArray(account.roles())));
  }

  /** These claims with a signature of now. */
  String signed(Instant now, JsonObject claims) {
    SigningKey key = Rotation.current(keys, now);
    JsonObject header =
        new JsonObject().put("alg", Tokens.ALGORITHM).put("typ", "JWT").put("kid", key.kid());
    String text = encoded(header) + "." + encoded(claims);
    byte[] signature = key.sign(text.getBytes(StandardCharsets.US_ASCII));
    return text + "." + BASE64.encodeToString(signature);
  }

  private static String encoded(JsonObject part) {
    return BASE64.encodeToString(part.toBuffer().getBytes());
  }
}
