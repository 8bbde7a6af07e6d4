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
        FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::timestamptz[])
          AS placed (id, user_id, items, total, currency, created)
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
        FROM unnest((SELECT $1::text[]), $2::text[], $3::text[]) AS ended (order_id, status, reason)
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
        FROM unnest((SELECT $1::text[]), $2::text[], $3::bigint[]) AS changed (order_id, items, total)
       WHERE id = order_id::uuid
      RETURNING %s
      """.formatted(ALL);

  static final String NOT_AMENDED = """
      UPDATE orders
         SET change = kept.change::json, version = version + 1, updated = now()
        FROM unnest((SELECT $1::text[]), $2::text[]) AS kept (order_id, change)
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
