package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who of a group works on which partition, as it stands in the group's own database.
 *
 * <p>Whoever takes a partition over raises its epoch, and a cursor only moves for the epoch that
 * stands there: so the one before can no longer keep anything.
 */
final class Leases {
  /**
   * The partitions are asked for in a query of their own: one plan for any number of them is then
   * as good as one for these, and is kept.
   */
  static final String MOVE = """
      UPDATE event_cursor AS cursor
         SET position = place.next, moved = now(), lease_until = now() + interval '15 s'
        FROM unnest((SELECT $3::smallint[]), $4::bigint[], $5::bigint[], $6::bigint[])
          AS place (partition, epoch, position, next)
       WHERE reader = $1 AND source = $2 AND cursor.partition = place.partition
         AND cursor.epoch = place.epoch AND cursor.position = place.position
      """;

  private static final String LOOK = """
      SELECT partition, position, epoch, owner, stopped IS NOT NULL AS stopped,
             lease_until < now() AS expired,
             lease_until < now() + interval '9 s' AS ageing
        FROM event_cursor
       WHERE reader = $1 AND source = $2
      """;
  private static final String CREATE = """
      INSERT INTO event_cursor (reader, source, partition, position)
      SELECT $1, $2, place.partition, place.position
        FROM unnest($3::smallint[], $4::bigint[]) AS place (partition, position)
      ON CONFLICT DO NOTHING
      """;
  private static final String CLAIM = """
      UPDATE event_cursor
         SET owner = $4, epoch = epoch + 1, lease_until = now() + interval '15 s'
       WHERE reader = $1 AND source = $2 AND partition = ANY ($3) AND stopped IS NULL
         AND (owner IS NULL OR owner = $4 OR lease_until < now() OR NOT owner = ANY ($5))
      RETURNING partition, position, epoch
      """;
  private static final String RENEW = """
      UPDATE event_cursor AS cursor
         SET position = place.seen, lease_until = now() + interval '15 s'
        FROM unnest($3::smallint[], $4::bigint[], $5::bigint[], $6::bigint[])
          AS place (partition, epoch, committed, seen)
       WHERE reader = $1 AND source = $2 AND cursor.partition = place.partition
         AND cursor.epoch = place.epoch AND cursor.position = place.committed
      RETURNING cursor.partition, cursor.position
      """;
  private static final String HOLD = """
      SELECT epoch
        FROM event_cursor
       WHERE reader = $1 AND source = $2 AND partition = $3 AND epoch = $4
         FOR SHARE
      """;
  private static final String RELEASE = """
      UPDATE event_cursor
         SET owner = NULL
       WHERE reader = $1 AND source = $2 AND partition = $3 AND epoch = $4
      """;
  private static final String STOP = """
      UPDATE event_cursor
         SET owner = NULL, stopped = $5
       WHERE reader = $1 AND source = $2 AND partition = $3 AND epoch = $4
      """;

  private final Reading reading;
  private final Store store;
  private final String self;
  private final String move;

  /** What stands there of one partition. */
  record Lease(
      int partition,
      long epoch,
      @Nullable String owner,
      boolean stopped,
      boolean expired,
      boolean ageing) {
    boolean isFree(String self, Set<String> alive) {
      return !stopped && (owner == null || owner.equals(self) || expired || !alive.contains(owner));
    }
  }

  Leases(Reading reading, Store store, String self) {
    this(reading, store, self, MOVE);
  }

  Leases(Reading reading, Store store, String self, String move) {
    this.reading = reading;
    this.store = store;
    this.self = self;
    this.move = move;
  }

  Future<List<Lease>> look(Call call) {
    return store.read(call, LOOK, Tuple.of(reading.reader(), reading.source())).map(rows -> {
      List<Lease> leases = new ArrayList<>();
      for (Row row : rows) {
        leases.add(new Lease(
            row.getInteger("partition"),
            row.getLong("epoch"),
            row.getString("owner"),
            row.getBoolean("stopped"),
            row.getBoolean("expired"),
            row.getBoolean("ageing")));
      }
      return leases;
    });
  }

  /** For a group that is new; one that has begun elsewhere meanwhile keeps its places. */
  Future<Void> create(Call call, Map<Integer, Long> positions) {
    Tuple parameters = Tuple.of(
        reading.reader(),
        reading.source(),
        Positions.partitions(positions.keySet()),
        Positions.positions(positions));
    return execute(call, CREATE, parameters).mapEmpty();
  }

  /** Takes over what is free of these. */
  Future<List<Place>> claim(Call call, Collection<Integer> partitions, Set<String> alive) {
    Tuple parameters = Tuple.of(
        reading.reader(),
        reading.source(),
        Positions.partitions(partitions),
        self,
        alive.toArray(String[]::new));
    return execute(call, CLAIM, parameters).map(rows -> {
      List<Place> claimed = new ArrayList<>();
      for (Row row : rows) {
        claimed.add(new Place(row.getInteger(0), row.getLong(2), row.getLong(1)));
      }
      return claimed;
    });
  }

  /** Keeps the leases of places where nothing happens, and writes down how far they have seen. */
  Future<Void> renew(Call call, List<Place> idle) {
    if (idle.isEmpty()) {
      return Future.succeededFuture();
    }
    Tuple parameters = Tuple.of(
        reading.reader(),
        reading.source(),
        Positions.partitions(idle.stream().map(Place::partition).toList()),
        idle.stream().map(Place::epoch).toArray(Long[]::new),
        idle.stream().map(Place::committed).toArray(Long[]::new),
        idle.stream().map(Place::seen).toArray(Long[]::new));
    return execute(call, RENEW, parameters).map(rows -> {
      for (Row row : rows) {
        idle.stream()
            .filter(place -> place.partition() == row.getInteger(0))
            .forEach(place -> place.commit(row.getLong(1)));
      }
      return null;
    });
  }

  /** The last statement of a batch; it fails when one of the partitions is no longer ours. */
  Future<Void> move(Transaction transaction, List<Share> shares) {
    List<Place> places = shares.stream().map(Share::place).toList();
    Tuple parameters = Tuple.of(
        reading.reader(),
        reading.source(),
        Positions.partitions(places.stream().map(Place::partition).toList()),
        places.stream().map(Place::epoch).toArray(Long[]::new),
        places.stream().map(Place::committed).toArray(Long[]::new),
        shares.stream().map(Share::upTo).toArray(Long[]::new));
    return transaction
        .execute(move, parameters)
        .compose(moved -> ours(places, moved.rowCount() == places.size()));
  }

  /**
   * As the last statement of what does not move the cursor: who takes the partition over waits
   * until this is kept, and finds what it has left.
   */
  Future<Void> hold(Transaction transaction, Place place) {
    Tuple lease = Tuple.of(reading.reader(), reading.source(), place.partition(), place.epoch());
    return transaction.execute(HOLD, lease).compose(held -> ours(List.of(place), held.size() == 1));
  }

  private Future<Void> ours(List<Place> places, boolean still) {
    return still
        ? Future.succeededFuture()
        : Future.failedFuture(new LeaseLost(reading + " lost partition "
            + places.stream()
                .map(place -> Integer.toString(place.partition()))
                .collect(Collectors.joining(" or "))
            + " to another"));
  }

  Future<Void> release(Call call, Place place) {
    return execute(
            call,
            RELEASE,
            Tuple.of(reading.reader(), reading.source(), place.partition(), place.epoch()))
        .mapEmpty();
  }

  /** Nobody goes on in this partition until an operator says where. */
  Future<Void> stop(Call call, Place place, String reason) {
    return execute(
            call,
            STOP,
            Tuple.of(reading.reader(), reading.source(), place.partition(), place.epoch(), reason))
        .mapEmpty();
  }

  private Future<RowSet<Row>> execute(Call call, String sql, Tuple parameters) {
    return store.inTransaction(call, transaction -> transaction.execute(sql, parameters));
  }
}
