package io.sennit.users;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.Transaction;
import io.sennit.mesh.token.Tokens;
import io.sennit.mesh.token.Tokens.Revocation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;

/** Which tokens are void before they expire: a log that gateways follow. */
final class Revocations {
  private static final int PAGE = 1_000;

  /** Clocks of nodes differ by less. */
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final Vertx vertx;
  private final Store store;
  private final Duration life;
  private final Clock clock;

  Revocations(Vertx vertx, Store store, Duration life, Clock clock) {
    this.vertx = vertx;
    this.store = store;
    this.life = life;
    this.clock = clock;
  }

  /** From the commit on only tokens of this generation or later are good. */
  Future<Void> revoke(Transaction transaction, UUID user, int generation) {
    transaction.afterCommit(() -> vertx.eventBus().publish(Tokens.REVOKED, ""));
    transaction.execute(Sql.LOCK_REVOCATIONS);
    return transaction
        .execute(
            Sql.REVOKE,
            Tuple.of(
                user, generation, clock.instant().plus(life).plus(MARGIN).atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  Future<Reply> list(Call call) {
    return store
        .read(call, Sql.REVOCATIONS, Tuple.of(call.input().getLong("after"), PAGE))
        .map(rows -> {
          JsonArray items = new JsonArray();
          rows.forEach(row -> items.add(revocation(row).toJson()));
          return Reply.ok(new JsonObject().put("items", items).put("more", items.size() == PAGE));
        });
  }

  private static Revocation revocation(Row row) {
    return new Revocation(
        row.getLong("position"),
        row.getUUID("user_id").toString(),
        row.getInteger("generation"),
        row.getOffsetDateTime("until").toEpochSecond());
  }

  Future<Void> forgetOld(Call call) {
    Tuple now = Tuple.of(clock.instant().atOffset(ZoneOffset.UTC));
    return store.inTransaction(
        call,
        transaction -> transaction.execute(Sql.FORGET_OLD_REVOCATIONS, now).mapEmpty());
  }
}
