package com.example.greeting;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
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

  private final Store store;

  Greetings(Store store) {
    this.store = store;
  }

  /** Counts one more, and answers how many there are now. */
  Future<Long> count(Call call, String name) {
    return store
        .inTransaction(call, transaction -> transaction.execute(COUNT, Tuple.of(name)))
        .map(rows -> times(rows.iterator().next()));
  }

  Future<Optional<Long>> lookUp(Call call, String name) {
    return store
        .read(call, LOOK_UP, Tuple.of(name))
        .map(rows -> rows.stream().map(Greetings::times).findFirst());
  }

  private static Long times(Row row) {
    return row.getLong("times");
  }
}
