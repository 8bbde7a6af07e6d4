package io.sennit.mesh.event;

import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * A group's cursors in one log, as an operator changes them: whoever works on a partition finds its
 * epoch raised, keeps nothing more of what it has in hand, and begins anew from what stands there.
 */
record Cursors(String reader, String source) {
  private static final String LOOK = """
      SELECT partition, position, stopped IS NOT NULL AS stopped
        FROM event_cursor
       WHERE reader = $1 AND source = $2
       ORDER BY partition
         FOR UPDATE
      """;
  private static final String RAISE = """
      UPDATE event_cursor
         SET epoch = epoch + 1, owner = NULL
       WHERE reader = $1 AND source = $2 AND partition = ANY ($3)
      RETURNING partition, position
      """;
  private static final String MOVE = """
      UPDATE event_cursor AS cursor
         SET position = place.position, epoch = epoch + 1, owner = NULL, stopped = NULL, moved = now()
        FROM unnest($3::smallint[], $4::bigint[]) AS place (partition, position)
       WHERE reader = $1 AND source = $2 AND cursor.partition = place.partition
      """;
  /** What is read again is not kept apart any more. */
  private static final String UNPARK = """
      DELETE FROM event_parked AS parked
       USING unnest($3::smallint[], $4::bigint[]) AS place (partition, position)
       WHERE reader = $1 AND source = $2 AND parked.partition = place.partition
         AND parked.position > place.position
      """;

  /** One of them, which nobody else changes before the transaction has ended. */
  record Cursor(long position, boolean stopped) {}

  Future<Map<Integer, Cursor>> look(Transaction transaction) {
    return transaction.execute(LOOK, Tuple.of(reader, source)).map(rows -> {
      Map<Integer, Cursor> cursors = new TreeMap<>();
      for (Row row : rows) {
        cursors.put(row.getInteger(0), new Cursor(row.getLong(1), row.getBoolean(2)));
      }
      return cursors;
    });
  }

  /** How far the group is in these partitions; it comes no further before they are taken anew. */
  Future<Map<Integer, Long>> raise(Transaction transaction, Collection<Integer> partitions) {
    Short[] numbers = Positions.partitions(partitions);
    return transaction.execute(RAISE, Tuple.of(reader, source, numbers)).map(rows -> {
      Map<Integer, Long> positions = new TreeMap<>();
      rows.forEach(row -> positions.put(row.getInteger(0), row.getLong(1)));
      return positions;
    });
  }

  Future<Void> move(Transaction transaction, Map<Integer, Long> places) {
    Tuple parameters = Tuple.of(
        reader, source, Positions.partitions(places.keySet()), Positions.positions(places));
    return transaction
        .execute(UNPARK, parameters)
        .compose(unparked -> transaction.execute(MOVE, parameters))
        .mapEmpty();
  }
}
