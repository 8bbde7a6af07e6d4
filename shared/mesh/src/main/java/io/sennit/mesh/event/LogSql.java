package io.sennit.mesh.event;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements on a service's own log. */
final class LogSql {
  static final int PARTITIONS = 16;

  /**
   * The last position that anybody has drawn. Asked by this function, which waits for those who are
   * just drawing: who reads the sequence as if it were a table is now and then given a position
   * that will only be drawn later.
   */
  static final String TIP = "coalesce(pg_sequence_last_value('event_position'), 0)";

  /** One row an event, whatever their number, in one round trip. */
  static final String APPEND = """
      INSERT INTO event (type, subject, trace, cause, saga, owner, behalf, data)
      SELECT unnest($1::text[]), unnest($2::text[]), unnest($3::text[]), unnest($4::text[]),
             unnest($5::text[]), unnest($6::text[]), unnest($7::text[]), unnest($8::text[])::json
      RETURNING position, time, partition
      """;

  /**
   * The last position that anybody has drawn, and then who was adding to the log at that time.
   *
   * <p>Whoever draws a position holds the lock on the table before, and keeps it until others see
   * what was added. So when none of them holds it any more, all up to that position is settled.
   */
  static final String SAMPLE = """
      SELECT drawn.tip, now() AS now,
             (SELECT checkpoint_lsn::text FROM pg_control_checkpoint()) AS checkpoint,
             (SELECT array_agg(virtualtransaction)
                FROM pg_locks
               WHERE drawn.tip > $1
                 AND locktype = 'relation'
                 AND relation = 'event'::regclass
                 AND mode = 'RowExclusiveLock') AS adding
        FROM (SELECT %s AS tip OFFSET 0) AS drawn
      """.formatted(TIP);

  /**
   * For each partition the next rows behind a position, and what retention has dropped of it: in
   * one statement, so that nothing can be dropped in between. Of rows that the reader does not want
   * it gives the position alone.
   *
   * <p>The time is asked for in a query of its own, because the plan for any time is then as good
   * as one for this time, and is kept.
   */
  static final String FETCH = """
      SELECT place.partition, next.position, horizon.position AS dropped,
             wanted.type, wanted.subject, wanted.time, wanted.trace, wanted.cause, wanted.saga,
             wanted.owner, wanted.data
        FROM unnest($1::smallint[], $2::bigint[]) AS place (partition, after)
        JOIN event_horizon AS horizon ON horizon.partition = place.partition
        LEFT JOIN LATERAL (
             SELECT position, type, subject, time, trace, cause, saga,
                    coalesce(owner, behalf) AS owner, data
               FROM event
              WHERE partition = place.partition AND position > place.after AND position <= $3
                AND time >= (SELECT $6::timestamptz)
              ORDER BY position
              LIMIT $4) AS next ON true
        LEFT JOIN LATERAL (
             SELECT next.type, next.subject, next.time, next.trace, next.cause, next.saga,
                    next.owner, next.data::text AS data
              WHERE $5::text[] IS NULL OR next.type LIKE ANY ($5)) AS wanted ON true
       ORDER BY place.partition, next.position
      """;

  static final String PLACES = """
      SELECT partition, greatest(position, $1) AS position, position AS kept FROM event_horizon
      """;

  /**
   * The last event that is kept, up to a position. Positions behind it may have been drawn by
   * transactions that were undone: a server that crashes in the next moment gives them out again.
   */
  static final String LAST_TOLD = """
      SELECT coalesce(max(last.position), 0) AS position
        FROM event_horizon AS place
       CROSS JOIN LATERAL (
             SELECT position FROM event
              WHERE partition = place.partition AND position <= $1
              ORDER BY position DESC
              LIMIT 1) AS last
      """;

  /** Null when nothing was told since. */
  static final String LAST_BEFORE = """
      SELECT min(position) - 1 AS position
        FROM event
       WHERE time >= $1 AND position <= $2
      """;

  /** Whether retention may have dropped events of that time or later ones. */
  static final String IS_GONE = """
      SELECT bool_or(place.position > 0) AND $1::timestamptz < coalesce(min(first.time), 'infinity')
        FROM event_horizon AS place
        LEFT JOIN LATERAL (
             SELECT time FROM event
              WHERE partition = place.partition
              ORDER BY position
              LIMIT 1) AS first ON true
      """;

  /**
   * How many events behind a position a reader still wants, and for how long the oldest of them has
   * waited. It looks at so many of each partition and no more.
   */
  static final String LAG = """
      SELECT place.partition, behind.events, behind.looked,
             extract(epoch FROM clock_timestamp() - behind.oldest)::float8 AS seconds
        FROM unnest($1::smallint[], $2::bigint[]) AS place (partition, after)
       CROSS JOIN LATERAL (
             SELECT count(*) FILTER (WHERE wanted) AS events, count(*) AS looked,
                    min(time) FILTER (WHERE wanted) AS oldest
               FROM (SELECT time, $4::text[] IS NULL OR type LIKE ANY ($4) AS wanted
                       FROM event
                      WHERE partition = place.partition AND position > place.after
                        AND time >= (SELECT $5::timestamptz)
                      ORDER BY position
                      LIMIT $3) AS next) AS behind
       ORDER BY place.partition
      """;

  /**
   * The events of all partitions between two positions, from the first one on. It looks at so many
   * rows of each partition and no more, and says how far it has got: no further than the last row
   * that there is, because positions behind that may be given out again.
   *
   * <p>Whose events are wanted: all without owners; otherwise theirs, except those types that are
   * nobody's business, and whoever's of the open types. What was told on somebody's behalf is none
   * of theirs; the types are asked for because rows of an earlier version have an owner instead.
   */
  static final String FORWARD = page(Direction.ON, Rows.ALL);

  /** The same from the last one back. */
  static final String BACKWARD = page(Direction.BACK, Rows.ALL);

  /** The same for owners to whom no types are open: only rows of theirs are looked at. */
  static final String OWNED_FORWARD = page(Direction.ON, Rows.OWNED);

  static final String OWNED_BACKWARD = page(Direction.BACK, Rows.OWNED);

  private record Direction(String order, String edge, String last, String within) {
    static final Direction ON = new Direction("ASC", "min(last)", "max(position)", "<=");
    static final Direction BACK = new Direction("DESC", "max(last)", "min(position)", ">=");
  }

  /**
   * Which rows of the log are looked at.
   *
   * @param tip whether their last one is the last one that there is
   */
  private record Rows(String from, String condition, String group, String tip) {
    static final Rows ALL = new Rows("", "", "partition", "$4::text IS NULL");
    static final Rows OWNED = new Rows(
        "CROSS JOIN unnest($8::text[]) AS mine (owner)",
        "AND owner = mine.owner",
        "partition, owner",
        "false");
  }

  private static String page(Direction direction, Rows rows) {
    return """
        WITH looked AS MATERIALIZED (
          SELECT next.*
            FROM event_horizon AS place %5$s
           CROSS JOIN LATERAL (
                 SELECT partition, position, type, subject, time, trace, cause, saga,
                        coalesce(owner, behalf) AS owner, wanted,
                        CASE WHEN wanted THEN data::text END AS data
                   FROM (SELECT *, ($4::text IS NULL OR subject = $4)
                                   AND ($5::text[] IS NULL OR type LIKE ANY ($5))
                                   AND ($8::text[] IS NULL
                                        OR (owner = ANY ($8) AND type <> ALL ($10::text[]))
                                        OR type LIKE ANY ($9::text[])) AS wanted
                           FROM event
                          WHERE partition = place.partition AND position > $1 AND position <= $2
                            AND time >= (SELECT $7::timestamptz) %6$s
                          ORDER BY position %1$s
                          LIMIT $3) AS row) AS next
           WHERE $4 IS NULL OR place.partition = (get_byte(decode(md5($4), 'hex'), 0) & 15)
        ), edge AS (
          SELECT %2$s AS position
            FROM (SELECT %3$s AS last FROM looked GROUP BY %7$s HAVING count(*) = $3) AS full_one
        )
        SELECT edge.position AS edge, found.tip, page.*, found.dropped
          FROM edge
         CROSS JOIN (
               SELECT CASE WHEN %8$s THEN (SELECT max(position) FROM looked)
                           ELSE (SELECT max(any_one.position)
                                   FROM event_horizon AS place
                                  CROSS JOIN LATERAL (
                                        SELECT position FROM event
                                         WHERE partition = place.partition AND position > $1
                                           AND position <= $2 AND time >= (SELECT $7::timestamptz)
                                         ORDER BY position DESC
                                         LIMIT 1) AS any_one)
                       END AS tip,
                      (SELECT max(position) FROM event_horizon) AS dropped) AS found
          LEFT JOIN LATERAL (
               SELECT position, type, subject, time, trace, cause, saga, owner, data
                 FROM looked
                WHERE wanted AND (edge.position IS NULL OR position %4$s edge.position)
                ORDER BY position %1$s
                LIMIT $6) AS page ON true
         ORDER BY page.position %1$s
        """.formatted(
            direction.order,
            direction.edge,
            direction.last,
            direction.within,
            rows.from,
            rows.condition,
            rows.group,
            rows.tip);
  }

  /** Types as readers write them, for the server to compare with; null for all. */
  static String @Nullable [] patterns(List<String> types) {
    return types.isEmpty() ? null : likePatterns(types);
  }

  static String[] likePatterns(Collection<String> types) {
    return types.stream()
        .map(type -> type.replace("_", "\\_").replace("%", "\\%").replace('*', '%'))
        .toArray(String[]::new);
  }

  private LogSql() {}
}
