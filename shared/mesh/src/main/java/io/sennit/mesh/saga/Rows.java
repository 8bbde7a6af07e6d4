package io.sennit.mesh.saga;

import io.sennit.mesh.event.EventLog;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The table of a service's sagas, any number of them in one statement. The names of those that are
 * there are asked for in a query of their own: one plan for any number of them is then as good as
 * one for these, and is kept.
 */
final class Rows {
  /**
   * The last position that was drawn before the commands that are appended next: what answers them
   * names a later one as its cause.
   */
  private static final String TIP = "(SELECT %s)".formatted(EventLog.LAST_POSITION);

  private static final String COLUMNS = """
      saga.name, saga.id, state, step, attempts, since, due, deadline, started,
      input::text AS input, answers, done, reason, failed, error,
      cardinality(happened) AS entries, now() AS now
      """;

  private static final String INSERT = """
      INSERT INTO saga
        (name, id, state, step, attempts, since, due, wake, deadline, input, answers, done, happened)
      SELECT name, id, state, step, attempts, %s, now() + due * interval '1 ms',
             now() + due * interval '1 ms', now() + deadline * interval '1 ms', input::json,
             '{}', '[]', string_to_array(happened, E'\\n')
        FROM (SELECT unnest($1::text[]) AS name, unnest($2::text[]) AS id,
                     unnest($3::text[]) AS state, unnest($4::text[]) AS step,
                     unnest($5::int[]) AS attempts, unnest($6::bigint[]) AS due,
                     unnest($7::bigint[]) AS deadline, unnest($8::text[]) AS input,
                     unnest($9::text[]) AS happened) AS new
      """.formatted(TIP);

  /** Always in the same order, so that two who do this at once do not wait for each other. */
  private static final String LOCK = """
      SELECT %s
        FROM (SELECT unnest((SELECT $1::text[])) AS name, unnest($2::text[]) AS id) AS wanted
        JOIN saga ON saga.id = wanted.id AND saga.name = wanted.name
       ORDER BY saga.id, saga.name
         FOR UPDATE OF saga
      """.formatted(COLUMNS);

  private static final String LOCK_DUE = """
      SELECT %s
        FROM saga
       WHERE finished IS NULL AND wake <= now()
       ORDER BY wake
       LIMIT $1
         FOR UPDATE SKIP LOCKED
      """.formatted(COLUMNS);

  /** Writes no index, on most pages, for a saga that is looked at before it is due anyway. */
  private static final String UPDATE = """
      UPDATE saga
         SET state = next.state, step = next.step, attempts = next.attempts,
             since = CASE WHEN next.sending THEN %s ELSE saga.since END,
             due = next.due,
             wake = CASE WHEN next.due IS NULL OR saga.wake <= now() THEN next.due
                         ELSE least(saga.wake, next.due) END,
             updated = now(), answers = next.answers::json, done = next.done::json,
             reason = next.reason, failed = next.failed, error = next.error,
             happened = saga.happened || string_to_array(next.happened, E'\\n'),
             finished = CASE WHEN next.state IN ('COMPLETED', 'FAILED')
                             THEN coalesce(saga.finished, now()) END
        FROM (SELECT unnest((SELECT $1::text[])) AS name, unnest($2::text[]) AS id,
                     unnest($3::text[]) AS state, unnest($4::text[]) AS step,
                     unnest($5::int[]) AS attempts, unnest($6::bool[]) AS sending,
                     unnest($7::timestamptz[]) AS due, unnest($8::text[]) AS answers,
                     unnest($9::text[]) AS done, unnest($10::text[]) AS reason,
                     unnest($11::text[]) AS failed, unnest($12::text[]) AS error,
                     unnest($13::text[]) AS happened) AS next
       WHERE saga.id = next.id AND saga.name = next.name
      """.formatted(TIP);

  private final String service;

  Rows(String service) {
    this.service = service;
  }

  String service() {
    return service;
  }

  Future<Void> insert(Transaction transaction, List<Course> courses) {
    Tuple columns = Tuple.tuple()
        .addArrayOfString(texts(courses, course -> course.key().name()))
        .addArrayOfString(texts(courses, course -> course.key().id()))
        .addArrayOfString(texts(courses, course -> course.state().name()))
        .addArrayOfString(texts(courses, Course::step))
        .addArrayOfInteger(courses.stream().map(Course::attempts).toArray(Integer[]::new))
        .addArrayOfLong(millis(courses, course -> Objects.requireNonNull(course.due())))
        .addArrayOfLong(millis(courses, Course::deadline))
        .addArrayOfString(texts(courses, course -> course.input().text()))
        .addArrayOfString(texts(courses, course -> course.history().added()));
    return transaction.execute(INSERT, columns).mapEmpty();
  }

  /** From now on; the database adds them to its own time. */
  private static Long[] millis(List<Course> courses, Function<Course, Instant> until) {
    return courses.stream()
        .map(course -> Duration.between(course.now(), until.apply(course)).toMillis())
        .toArray(Long[]::new);
  }

  Future<Map<Course.Key, Course>> lock(Transaction transaction, Collection<Course.Key> keys) {
    String[] names = keys.stream().map(Course.Key::name).toArray(String[]::new);
    String[] ids = keys.stream().map(Course.Key::id).toArray(String[]::new);
    Tuple wanted = Tuple.tuple().addArrayOfString(names).addArrayOfString(ids);
    return transaction.execute(LOCK, wanted).map(this::courses);
  }

  /** Those to look at, on which nobody works; some may be due only later. */
  Future<List<Course>> lockDue(Transaction transaction, int most) {
    return transaction
        .execute(LOCK_DUE, Tuple.of(most))
        .map(rows -> List.copyOf(courses(rows).values()));
  }

  Future<Void> update(Transaction transaction, List<Course> courses) {
    Tuple columns = Tuple.tuple()
        .addArrayOfString(texts(courses, course -> course.key().name()))
        .addArrayOfString(texts(courses, course -> course.key().id()))
        .addArrayOfString(texts(courses, course -> course.state().name()))
        .addArrayOfString(texts(courses, Course::step))
        .addArrayOfInteger(courses.stream().map(Course::attempts).toArray(Integer[]::new))
        .addArrayOfBoolean(courses.stream().map(Course::isSending).toArray(Boolean[]::new))
        .addArrayOfOffsetDateTime(
            courses.stream().map(course -> time(course.due())).toArray(OffsetDateTime[]::new))
        .addArrayOfString(texts(courses, course -> course.progress().answers().encode()))
        .addArrayOfString(texts(courses, course -> course.progress().done().encode()))
        .addArrayOfString(texts(courses, course -> course.progress().reason()))
        .addArrayOfString(texts(courses, course -> course.progress().failedStep()))
        .addArrayOfString(texts(courses, course -> course.progress().error()))
        .addArrayOfString(texts(courses, course -> course.history().added()));
    return transaction.execute(UPDATE, columns).mapEmpty();
  }

  private Map<Course.Key, Course> courses(RowSet<Row> rows) {
    Map<Course.Key, Course> courses = new LinkedHashMap<>();
    for (Row row : rows) {
      Course course = course(row);
      courses.put(course.key(), course);
    }
    return courses;
  }

  private Course course(Row row) {
    return new Course(
            new Course.Key(service, row.getString("name"), row.getString("id")),
            new Course.Times(
                row.getOffsetDateTime("now").toInstant(),
                row.getOffsetDateTime("started").toInstant(),
                row.getOffsetDateTime("deadline").toInstant(),
                instant(row.getOffsetDateTime("due"))),
            Body.ofText(row.getString("input")),
            progress(row),
            new History(row.getInteger("entries")))
        .at(
            State.valueOf(row.getString("state")),
            row.getString("step"),
            row.getInteger("attempts"),
            row.getLong("since"));
  }

  private static Progress progress(Row row) {
    Progress progress = new Progress(json(row, "answers"), (JsonArray) row.getJson("done"));
    progress.fail(row.getString("failed"), row.getString("reason"));
    progress.error(row.getString("error"));
    return progress;
  }

  private static JsonObject json(Row row, String column) {
    return (JsonObject) row.getJson(column);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static String[] texts(List<Course> courses, Function<Course, @Nullable String> column) {
    return courses.stream().map(column).toArray(String[]::new);
  }
}
