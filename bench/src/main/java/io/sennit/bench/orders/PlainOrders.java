package io.sennit.bench.orders;

/** An order and an event as pgbench keeps them: rows as large as the shop's, and nothing else. */
final class PlainOrders {
  static final String TABLES = """
      CREATE SCHEMA plain;
      CREATE TABLE plain.orders (id uuid PRIMARY KEY, user_id text NOT NULL, status text NOT NULL,
        items json NOT NULL, total bigint NOT NULL, currency text NOT NULL,
        created timestamptz NOT NULL DEFAULT now());
      CREATE INDEX orders_of_user ON plain.orders (user_id, id DESC);
      CREATE TABLE plain.event (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        type text NOT NULL, subject text NOT NULL, time timestamptz NOT NULL DEFAULT now(),
        trace text, cause text, data json NOT NULL)
      """;

  private static final String ITEMS =
      "[{\"productId\":\"019aa000-0000-7000-8000-000000000001\",\"name\":\"Product 1\",\"unitPrice\":{\"amount\":101,\"currency\":\"EUR\"},\"quantity\":1}]";

  private static final String ORDER =
      "{\"id\":\"019aa000-0000-7000-8000-000000000001\",\"userId\":\"019aa000-0000-7000-8000-000000000002\",\"status\":\"PENDING\",\"items\":"
          + ITEMS
          + ",\"total\":{\"amount\":101,\"currency\":\"EUR\"},\"createdAt\":\"2026-11-20T11:22:33.123456Z\",\"updatedAt\":\"2026-11-20T11:22:33.123456Z\",\"version\":1}";

  static final String PLACE = """
      BEGIN;
      INSERT INTO plain.orders (id, user_id, status, items, total, currency)
        VALUES (gen_random_uuid(), '019aa000-0000-7000-8000-000000000002', 'PENDING', '%s', 101, 'EUR');
      INSERT INTO plain.event (type, subject, trace, cause, data)
        VALUES ('order.placed', '019aa000-0000-7000-8000-000000000001',
          '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'orders.place', '%s');
      COMMIT;
      """.formatted(ITEMS, ORDER);

  private PlainOrders() {}
}
