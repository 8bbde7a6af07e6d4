package io.sennit.mesh.store;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * The answer to a call with an idempotency key, kept in the transaction of what it did: the same
 * call gets it again, and is not run again.
 */
final class Answers {
  private static final int LONGEST_KEY = 255;
  /** Released with the transaction, so that whoever gets it afterwards sees the answer. */
  private static final String LOCK =
      "SELECT pg_try_advisory_xact_lock(hashtextextended($1::text || ' ' || $2::text, 0))";

  private static final String FIND = """
      SELECT request, status, headers, body
        FROM answer
       WHERE scope = $1 AND key = $2 AND time > now() - interval '24 hours'
      """;
  private static final String KEEP = """
      INSERT INTO answer (scope, key, request, status, headers, body)
      VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (scope, key) DO UPDATE
        SET request = excluded.request, status = excluded.status, headers = excluded.headers,
            body = excluded.body, time = excluded.time
      """;

  private final String scope;
  private final String key;
  private final Buffer request;

  private Answers(String scope, String key, Buffer request) {
    this.scope = scope;
    this.key = key;
    this.request = request;
  }

  /** Does the work of a call, or answers what it was answered before. */
  static Future<Reply> once(
      Transaction transaction, String key, Function<Transaction, Future<Reply>> work) {
    Answers answers = of(transaction.call(), key);
    Tuple name = Tuple.of(answers.scope, key);
    Future<Boolean> lock =
        transaction.execute(LOCK, name).map(rows -> rows.iterator().next().getBoolean(0));
    // Sent right behind the lock, and looks after it was tried.
    return transaction
        .execute(FIND, name)
        .compose(found -> found.size() > 0
            ? answers.before(found.iterator().next())
            : lock.compose(ours -> ours
                ? work.apply(transaction).compose(reply -> answers.keep(transaction, reply))
                : Future.failedFuture(atWork())));
  }

  private static Answers of(Call call, String key) {
    if (key.isEmpty() || key.length() > LONGEST_KEY || !key.chars().allMatch(Answers::isVisible)) {
      throw Problem.of(
          Kind.MALFORMED,
          "An Idempotency-Key has 1 to " + LONGEST_KEY
              + " visible ASCII characters; make one up for"
              + " each thing that is to happen once, such as a UUID.");
    }
    Buffer request = digest(call);
    // Who shows no identity shares keys with nobody who asks for something else.
    String scope = call.identity().isAnonymous()
        ? "anonymous " + HexFormat.of().formatHex(request.getBytes())
        : "user " + call.identity().subject();
    return new Answers(scope, key, request);
  }

  private static boolean isVisible(int character) {
    return character > ' ' && character < 127;
  }

  private static Buffer digest(Call call) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(call.operation().toString().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
      return Buffer.buffer(digest.digest(call.body().bytes().getBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private Future<Reply> before(Row row) {
    if (!request.equals(row.getBuffer(0))) {
      return Future.failedFuture(Problem.of(
          Kind.INVALID,
          "The Idempotency-Key '" + key
              + "' was used for another request: make up a new one for this."));
    }
    return Future.succeededFuture(new Reply(
        row.getInteger(1), Pairs.of(row.getArrayOfStrings(2)), Body.of(row.getBuffer(3))));
  }

  private static Problem atWork() {
    return Problem.of(
        Kind.CONFLICT,
        "Another request with this Idempotency-Key is being worked on: wait for its answer, or ask again.");
  }

  private Future<Reply> keep(Transaction transaction, Reply reply) {
    Tuple row = Tuple.of(
        scope,
        key,
        request,
        reply.status(),
        reply.headers().toArray(),
        reply.body().bytes());
    return transaction.execute(KEEP, row).map(kept -> reply);
  }
}
