package io.sennit.bench.trial;

import io.sennit.mesh.event.Event;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** What handling an event leaves behind. */
final class Effects {
  private static final String ADD = """
      INSERT INTO effect (source, position, subject, number)
      SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::int[])
      """;

  private Effects() {}

  static Future<Void> add(List<Event> events, Transaction transaction) {
    Tuple columns = Tuple.of(
        events.stream().map(Event::source).toArray(String[]::new),
        events.stream().map(Event::position).toArray(Long[]::new),
        events.stream().map(Event::subject).toArray(String[]::new),
        events.stream().map(event -> event.data().getInteger("number")).toArray(Integer[]::new));
    return transaction.execute(ADD, columns).mapEmpty();
  }
}
