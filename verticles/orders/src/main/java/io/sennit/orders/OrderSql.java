package io.sennit.orders;

/** All that is said to PostgreSQL about orders. */
final class OrderSql {
  private static final String COLUMNS =
      "id::text, user_id, status, reason, items::text, total, currency, version, created, updated, change::text";

  static final String PLACE = """
      INSERT INTO orders (id, user_id, status, items, total, currency, created, updated)
      SELECT id::uuid, user_id, 'PENDING', items::json, total, currency, created, created
        FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::timestamptz[])
          AS placed (id, user_id, items, total, currency, created)
      """;

  static final String READ = "SELECT " + COLUMNS + " FROM orders WHERE id = $1::text::uuid";

  /** Nobody else changes it until this transaction ends. */
  static final String HOLD = READ + " FOR UPDATE";

  /** Newest first; a null for a condition that is not wanted. */
  static final String LIST = "SELECT " + COLUMNS + """
       FROM orders
      WHERE ($1::text IS NULL OR user_id = $1)
        AND ($2::text IS NULL OR status = $2)
        AND ($3::text IS NULL OR id < $3::uuid)
      ORDER BY id DESC
      LIMIT $4
      """;

  static final String SETTLE = """
      UPDATE orders
         SET status = ended.status, reason = ended.reason, version = version + 1, updated = now()
        FROM unnest($1::text[], $2::text[], $3::text[]) AS ended (id, status, reason)
       WHERE orders.id = ended.id::uuid AND orders.status = 'PENDING'
      RETURNING orders.id::text AS id, user_id, cancel
      """;

  static final String ASK = """
      UPDATE orders SET change = $2::text::json, updated = now() WHERE id = $1::text::uuid
      """;

  static final String CANCEL_LATER =
      "UPDATE orders SET cancel = true, updated = now() WHERE id = $1::text::uuid";

  static final String AMENDED = """
      UPDATE orders
         SET items = changed.items::json, total = changed.total, change = NULL,
             version = version + 1, updated = now()
        FROM unnest($1::text[], $2::text[], $3::bigint[]) AS changed (id, items, total)
       WHERE orders.id = changed.id::uuid
      RETURNING orders.id::text AS id, user_id, cancel
      """;

  static final String NOT_AMENDED = """
      UPDATE orders
         SET change = kept.change::json, updated = now()
        FROM unnest($1::text[], $2::text[]) AS kept (id, change)
       WHERE orders.id = kept.id::uuid
      RETURNING orders.id::text AS id, user_id, cancel
      """;

  static final String CANCELLED = """
      UPDATE orders
         SET status = 'CANCELLED', change = NULL, version = version + 1, updated = now()
       WHERE id = ANY ($1::text[]::uuid[])
      """;

  private OrderSql() {}
}
