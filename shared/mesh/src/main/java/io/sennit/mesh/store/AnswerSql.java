package io.sennit.mesh.store;

/** The statements on the answers that are kept, each for any number of them. */
final class AnswerSql {
  /** Released with the transaction, so that whoever gets it afterwards sees the answer. */
  static final String LOCK = """
      SELECT pg_try_advisory_xact_lock(hashtextextended(scope || ' ' || key, 0))
        FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (scope, key, number)
       ORDER BY number
      """;

  /**
   * The scopes are asked for in a query of their own: one plan for any number of them is then as
   * good as one for these, and is kept. And each answer is looked for by itself, since a plan that
   * joined the few that there were would go on reading all of them when there are many.
   */
  static final String FIND = """
      SELECT number::int - 1 AS place, request, status, headers, body,
             open_until IS NOT NULL AS open, coalesce(open_until > now(), false) AS awaited
        FROM unnest((SELECT $1::text[]), $2::text[]) WITH ORDINALITY AS wanted (scope, key, number)
       CROSS JOIN LATERAL (
             SELECT request, status, headers, body, time, open_until
               FROM answer
              WHERE answer.scope = wanted.scope AND answer.key = wanted.key
             OFFSET 0) AS found
       WHERE time > now() - interval '24 hours'
      """;

  /**
   * Headers come as lines, because an array cannot hold arrays of different lengths; no header has
   * two lines.
   */
  static final String KEEP = """
      INSERT INTO answer (scope, key, request, status, headers, body, open_until, about)
      SELECT scope, key, request, status,
             string_to_array(headers, E'\\n'), body,
             CASE WHEN open > 0 THEN now() + open * interval '1 ms' END, about
        FROM (SELECT unnest($1::text[]) AS scope, unnest($2::text[]) AS key,
                     unnest($3::bytea[]) AS request, unnest($4::int[]) AS status,
                     unnest($5::text[]) AS headers, unnest($6::bytea[]) AS body,
                     unnest($7::bigint[]) AS open, unnest($8::text[]) AS about) AS kept
      ON CONFLICT (scope, key) DO UPDATE
        SET request = excluded.request, status = excluded.status, headers = excluded.headers,
            body = excluded.body, time = excluded.time, open_until = excluded.open_until,
            about = excluded.about
      """;

  /** The last word of whoever got the answer first, unless others were told meanwhile. */
  static final String CLOSE = """
      UPDATE answer
         SET status = $3, headers = $4, body = $5, open_until = NULL
       WHERE scope = $1 AND key = $2 AND open_until IS NOT NULL
      """;

  /** Whoever got it first has never come back: the answer stays as it is. */
  static final String SETTLE = """
      UPDATE answer SET open_until = NULL
       WHERE scope = $1 AND key = $2
      RETURNING request, status, headers, body
      """;

  static final String READ =
      "SELECT request, status, headers, body FROM answer WHERE scope = $1 AND key = $2";

  /** The same for those whose answer is the last word, and not too old. */
  static final String GIVEN = READ + """
       AND open_until IS NULL AND time > now() - interval '24 hours'
      """;

  /** A few at a time: nobody shall wait for it. */
  static final String FORGET = """
      DELETE FROM answer
       WHERE ctid IN (SELECT ctid FROM answer WHERE time < now() - interval '24 hours' LIMIT 5000)
      """;

  static final String FORGET_ABOUT = "DELETE FROM answer WHERE about = $1";

  private AnswerSql() {}
}
