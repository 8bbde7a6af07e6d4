package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who reads a log and how far they have come, as they tell it with each fetch; retention keeps what
 * they have not read. Written down now and then, because it only has to be right in the long run.
 */
final class Readers {
  private static final String REPORT = """
      INSERT INTO event_reader (reader, partition, position)
      SELECT * FROM unnest($1::text[], $2::smallint[], $3::bigint[])
      ON CONFLICT (reader, partition) DO UPDATE
        SET position = excluded.position, reported = now()
      """;

  private final Store store;
  /** Sorted, so that two instances that report at once do not wait for each other crosswise. */
  private final Map<String, Map<Integer, Long>> heard = new TreeMap<>();

  Readers(Store store) {
    this.store = store;
  }

  void heard(String reader, Map<Integer, Long> committed) {
    if (!reader.isEmpty()) {
      heard.computeIfAbsent(reader, name -> new TreeMap<>()).putAll(committed);
    }
  }

  /** Writes down what was heard since the last time; what cannot be written is told again. */
  Future<Void> report(Call call) {
    if (heard.isEmpty()) {
      return Future.succeededFuture();
    }
    List<String> readers = new ArrayList<>();
    List<Short> partitions = new ArrayList<>();
    List<Long> positions = new ArrayList<>();
    heard.forEach((reader, places) -> places.forEach((partition, position) -> {
      readers.add(reader);
      partitions.add(partition.shortValue());
      positions.add(position);
    }));
    heard.clear();
    Tuple rows = Tuple.of(
        readers.toArray(String[]::new),
        partitions.toArray(Short[]::new),
        positions.toArray(Long[]::new));
    return store
        .inTransaction(call, transaction -> transaction.execute(REPORT, rows))
        .mapEmpty();
  }
}
