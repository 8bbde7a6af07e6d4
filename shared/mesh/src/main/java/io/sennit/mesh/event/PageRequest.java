package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a log somebody wants, and what of it they may see.
 *
 * @param input as it came
 * @param owners whose events are shown, or null for everybody's
 * @param open types that are shown whosever they are
 * @param internal types that are not shown to owners
 */
record PageRequest(
    JsonObject input,
    @Nullable List<String> owners,
    Collection<String> open,
    Collection<String> internal) {
  private static final String OWNERS = "owners";
  private static final String OPEN = "open";
  private static final int USUAL = 100;

  /**
   * What may be seen follows from who asks. Operators see all, and may ask for what certain users
   * would see.
   */
  static PageRequest of(Call call, Audience audience) {
    JsonObject input = call.input();
    Identity identity = call.identity();
    if (identity.isOperator()) {
      boolean isForSome = input.containsKey(OWNERS);
      return new PageRequest(
          input, isForSome ? texts(input, OWNERS) : null, texts(input, OPEN), audience.internal());
    }
    if (input.containsKey(OWNERS) || input.containsKey(OPEN)) {
      throw Problem.of(
          Kind.FORBIDDEN, "Only operators may read for others: leave out 'owners' and 'open'.");
    }
    if (audience.seesAll(identity)) {
      return new PageRequest(input, null, List.of(), audience.internal());
    }
    // Nobody's events belong to nobody, also not to somebody without a name.
    List<String> own = identity.isAnonymous() ? List.of() : List.of(identity.subject());
    return new PageRequest(input, own, audience.openTo(identity), audience.internal());
  }

  boolean isForward() {
    return input.containsKey("after");
  }

  String statement() {
    if (owners != null && open.isEmpty()) {
      return isForward() ? LogSql.OWNED_FORWARD : LogSql.OWNED_BACKWARD;
    }
    return isForward() ? LogSql.FORWARD : LogSql.BACKWARD;
  }

  long after() {
    return input.getLong("after", 0L);
  }

  int limit() {
    return input.getInteger("limit", USUAL);
  }

  /** The last position that it reads to, given that up to there nothing will be added. */
  long to(long settled) {
    Long before = input.getLong("before");
    return before == null ? settled : Math.min(settled, before - 1);
  }

  Tuple parameters(long to, int looked, OffsetDateTime since) {
    return Tuple.of(after(), to, looked)
        .addString(input.getString("subject"))
        .addArrayOfString(LogSql.patterns(FetchRequest.types(input)))
        .addInteger(limit())
        .addOffsetDateTime(since)
        .addArrayOfString(owners == null ? null : owners.toArray(String[]::new))
        .addArrayOfString(LogSql.likePatterns(open))
        .addArrayOfString(internal.toArray(String[]::new));
  }

  private static List<String> texts(JsonObject input, String field) {
    return input.getJsonArray(field, new JsonArray()).stream()
        .map(String::valueOf)
        .distinct()
        .toList();
  }
}
