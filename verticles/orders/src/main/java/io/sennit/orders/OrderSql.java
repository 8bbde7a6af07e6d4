package io.sennit.orders;

/**
 * All that is said to PostgreSQL about orders. An array that rows are looked for by is a query of
 * its own; docs/services.md says why.
 */
final class OrderSql {
  private static final String ALL = """
      orders.id::text AS id, orders.user_id, orders.status, orders.reason,
             orders.items::text AS items, orders.total, orders.currency, orders.version,
             orders.created, orders.updated, orders.change::text AS change, orders.cancel
      """;

  static final String PLACE = """
      INSERT INTO orders (id, user_id, status, items, total, currency, created, updated)
      SELECT id::uuid, user_id, 'PENDING', items::json, total, currency, created, created
        FROM (SELECT unnest($1::text[]) AS id, unnest($2::text[]) AS user_id,
                     unnest($3::text[]) AS items, unnest($4::bigint[]) AS total,
                     unnest($5::text[]) AS currency, unnest($6::timestamptz[]) AS created) AS placed
      """;

  static final String READ = "SELECT " + ALL + " FROM orders WHERE id = $1::text::uuid";

  /** Nobody else changes it until this transaction ends. */
  static final String HOLD = READ + " FOR UPDATE";

  /** Newest first; a null for a condition that is not wanted. */
  static final String LIST = "SELECT " + ALL + """
       FROM orders
      WHERE ($1::text IS NULL OR user_id = $1)
        AND ($2::text IS NULL OR status = $2)
        AND ($3::text IS NULL OR id < $3::uuid)
      ORDER BY id DESC
      LIMIT $4
      """;

  /** What was to be cancelled anyway is that, when it cannot be confirmed. */
  static final String SETTLE = """
      UPDATE orders
         SET status = CASE WHEN cancel AND ended.status = 'REJECTED' THEN 'CANCELLED' ELSE ended.status END,
             reason = CASE WHEN cancel THEN NULL ELSE ended.reason END,
             version = version + 1, updated = now()
        FROM (SELECT unnest((SELECT $1::text[])) AS order_id, unnest($2::text[]) AS status,
                     unnest($3::text[]) AS reason) AS ended
       WHERE id = order_id::uuid AND orders.status = 'PENDING'
      RETURNING %s
      """.formatted(ALL);

  static final String ASK = """
      UPDATE orders SET change = $2::text::json, version = version + 1, updated = now()
       WHERE id = $1::text::uuid
      RETURNING %s
      """.formatted(ALL);

  static final String CANCEL_LATER = """
      UPDATE orders
         SET cancel = true, version = version + CASE WHEN cancel THEN 0 ELSE 1 END, updated = now()
       WHERE id = $1::text::uuid
      RETURNING %s
      """.formatted(ALL);

  static final String AMENDED = """
      UPDATE orders
         SET items = changed.items::json, total = changed.total, change = NULL,
             version = version + 1, updated = now()
        FROM (SELECT unnest((SELECT $1::text[])) AS order_id, unnest($2::text[]) AS items,
                     unnest($3::bigint[]) AS total) AS changed
       WHERE id = order_id::uuid
      RETURNING %s
      """.formatted(ALL);

  static final String NOT_AMENDED = """
      UPDATE orders
         SET change = kept.change::json, version = version + 1, updated = now()
        FROM (SELECT unnest((SELECT $1::text[])) AS order_id, unnest($2::text[]) AS change) AS kept
       WHERE id = order_id::uuid
      RETURNING %s
      """.formatted(ALL);

  static final String CANCELLED = """
      UPDATE orders
         SET status = 'CANCELLED', change = NULL, version = version + 1, updated = now()
       WHERE id = ANY ((SELECT $1::text[])::uuid[])
      RETURNING %s
      """.formatted(ALL);

  private OrderSql() {}
}
