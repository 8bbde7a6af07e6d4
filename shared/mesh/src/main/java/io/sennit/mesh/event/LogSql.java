package io.sennit.mesh.event;

/** The statements on a service's own log. */
final class LogSql {
  static final int PARTITIONS = 16;

  /** One row an event, whatever their number, in one round trip. */
  static final String APPEND = """
      INSERT INTO event (type, subject, trace, cause, saga, data)
      SELECT type, subject, trace, cause, saga, data::json
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
          AS told (type, subject, trace, cause, saga, data)
      RETURNING position, time
      """;

  /**
   * The last position that anybody has drawn, and then who was adding to the log at that time.
   *
   * <p>Whoever draws a position holds the lock on the table before, and keeps it until others see
   * what was added. So when none of them holds it any more, all up to that position is settled.
   */
  static final String SAMPLE = """
      SELECT drawn.tip,
             (SELECT array_agg(virtualtransaction)
                FROM pg_locks
               WHERE drawn.tip > $1
                 AND locktype = 'relation'
                 AND relation = 'event'::regclass
                 AND mode = 'RowExclusiveLock') AS adding
        FROM (SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS tip
                FROM event_position OFFSET 0) AS drawn
      """;

  /**
   * For each partition the next rows behind a position, and what retention has dropped of it: in
   * one statement, so that nothing can be dropped in between. Of rows that the reader does not want
   * it gives the position alone.
   */
  static final String FETCH = """
      SELECT place.partition, next.position, horizon.position AS dropped,
             wanted.type, wanted.subject, wanted.time, wanted.trace, wanted.cause, wanted.saga,
             wanted.data
        FROM unnest($1::smallint[], $2::bigint[]) AS place (partition, after)
        JOIN event_horizon AS horizon ON horizon.partition = place.partition
        LEFT JOIN LATERAL (
             SELECT position, type, subject, time, trace, cause, saga, data
               FROM event
              WHERE partition = place.partition AND position > place.after AND position <= $3
              ORDER BY position
              LIMIT $4) AS next ON true
        LEFT JOIN LATERAL (
             SELECT next.type, next.subject, next.time, next.trace, next.cause, next.saga,
                    next.data::text AS data
              WHERE $5::text[] IS NULL OR next.type LIKE ANY ($5)) AS wanted ON true
       ORDER BY place.partition, next.position
      """;

  static final String PLACES =
      "SELECT partition, greatest(position, $1) AS position FROM event_horizon";

  static final String LAST_BEFORE = """
      SELECT coalesce(min(position) - 1, $2) AS position
        FROM event
       WHERE time >= $1 AND position <= $2
      """;

  private LogSql() {}
}
