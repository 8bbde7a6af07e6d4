package com.example.greeting;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** How often each name was greeted, in the service's own schema. */
final class Greetings {
  // One statement, so that two greetings at the same time are both counted.
  private static final String COUNT = """
      INSERT INTO greeted AS known (name, times) VALUES ($1, 1)
      ON CONFLICT (name) DO UPDATE SET times = known.times + 1
      RETURNING times""";

  private static final String LOOK_UP = "SELECT times FROM greeted WHERE name = $1";

  private final Pool database;

  Greetings(Pool database) {
    this.database = database;
  }

  /** Counts one more, and answers how many there are now. */
  Future<Long> count(String name) {
    return query(COUNT, name).map(rows -> times(rows.iterator().next()));
  }

  Future<Optional<Long>> lookUp(String name) {
    return query(LOOK_UP, name).map(rows -> rows.stream().map(Greetings::times).findFirst());
  }

  private Future<RowSet<Row>> query(String sql, String name) {
    return database.preparedQuery(sql).execute(Tuple.of(name));
  }

  private static Long times(Row row) {
    return row.getLong("times");
  }
}
