package io.sennit.mesh.event;

/** The statements on the segments of a service's own log. */
final class SegmentSql {
  static final String PREPARE = "SELECT event_prepare_segments($1)";

  /** Who wants to append waits behind who waits to drop: so that one does not wait long. */
  static final String HARDLY_WAIT = "SET LOCAL lock_timeout = 50";

  /** The lock under which segments are made as well, for one instance at a time. */
  static final String TURN =
      "SELECT pg_try_advisory_xact_lock(1397051983, hashtext(current_schema()))";

  static final String OLDER = """
      SELECT segment.relname::text AS name
        FROM pg_inherits
        JOIN pg_class AS segment ON segment.oid = inhrelid
       WHERE inhparent = 'event'::regclass
         AND segment.relname::text ~ '^event_[0-9]{8}$'
         AND segment.relname::text COLLATE "C" < $1
       ORDER BY segment.relname
      """;

  /**
   * Who has not read all that was told before a time. A reader that has told of some partitions is
   * taken to be at the beginning of the others.
   */
  static final String BEHIND = """
      SELECT reader.name, newest.partition, coalesce(place.position, 0) AS position,
             newest.position AS last
        FROM (SELECT n AS partition, event.position
                FROM generate_series(0, 15) AS n
               CROSS JOIN LATERAL (
                     SELECT position
                       FROM event
                      WHERE partition = n AND time < $1
                      ORDER BY position DESC
                      LIMIT 1) AS event) AS newest
       CROSS JOIN (SELECT DISTINCT reader AS name FROM event_reader) AS reader
        LEFT JOIN event_reader AS place
          ON place.reader = reader.name AND place.partition = newest.partition
       WHERE coalesce(place.position, 0) < newest.position
       ORDER BY reader.name, newest.partition
      """;

  /** The last positions of what is about to be dropped. */
  static final String HORIZON = """
      UPDATE event_horizon AS horizon
         SET position = newest.position
        FROM generate_series(0, 15) AS n
       CROSS JOIN LATERAL (
             SELECT position
               FROM event
              WHERE partition = n AND time < $1
              ORDER BY position DESC
              LIMIT 1) AS newest
       WHERE horizon.partition = n AND horizon.position < newest.position
      """;

  static final String FORGET = "DELETE FROM event_reader WHERE reader = $1";

  static final String AUDIT = "INSERT INTO event_audit (who, action, detail) VALUES ($1, $2, $3)";

  private SegmentSql() {}

  /** Its name comes from the catalog and is made of digits. */
  static String drop(Segments.Segment segment) {
    return "DROP TABLE IF EXISTS " + segment.name();
  }
}
