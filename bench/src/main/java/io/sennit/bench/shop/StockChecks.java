package io.sennit.bench.shop;

import java.util.List;

/** I2 of products: what came, less what was sold, is what is there. */
final class StockChecks {
  private static final String LEDGER = """
      SELECT 'product ' || stock.product || ' has ' || stock.pieces || ', and its movements sum to '
             || coalesce(moved.pieces, 0)
        FROM products.stock
        LEFT JOIN (SELECT product, sum(quantity) AS pieces
                     FROM products.movement
                    GROUP BY product) AS moved USING (product)
       WHERE stock.pieces <> coalesce(moved.pieces, 0) OR stock.pieces < 0
      """;
  private static final String SOLD = """
      SELECT 'product ' || stock.product || ' has ' || stock.pieces || ': '
             || coalesce(came.pieces, 0) || ' came, ' || coalesce(sold.pieces, 0) || ' are sold'
        FROM products.stock
        LEFT JOIN (SELECT product, sum(quantity) AS pieces
                     FROM products.movement
                    WHERE kind IN ('RECEIVED', 'CORRECTED')
                    GROUP BY product) AS came USING (product)
        LEFT JOIN (SELECT (line ->> 'productId')::uuid AS product,
                          sum((line ->> 'quantity')::bigint) AS pieces
                     FROM orders.orders
                    CROSS JOIN json_array_elements(items) AS line
                    WHERE status = 'CONFIRMED'
                    GROUP BY 1) AS sold USING (product)
       WHERE stock.pieces <> coalesce(came.pieces, 0) - coalesce(sold.pieces, 0)
      """;
  private static final String RECEIVED = """
      SELECT 'product ' || created.id || ' came with ' || coalesce(came.pieces, 0)
             || ' pieces, and its merchant was told ' || created.stock
        FROM created
        LEFT JOIN (SELECT product::text AS id, sum(quantity) AS pieces
                     FROM products.movement
                    WHERE kind = 'RECEIVED'
                    GROUP BY product) AS came USING (id)
       WHERE coalesce(came.pieces, 0) <> created.stock
      """;
  private static final String HELD = """
      SELECT 'order ' || id || ' is ' || coalesce(status, 'not there') || ' and holds ' || coalesce(held.pieces, 0) || ' of '
             || coalesce(held.product, wanted.product) || ' instead of '
             || coalesce(wanted.pieces, 0)
        FROM (SELECT order_id AS id, product, -sum(quantity) AS pieces
                FROM products.movement
               WHERE order_id IS NOT NULL
               GROUP BY order_id, product
              HAVING sum(quantity) <> 0) AS held
        FULL JOIN (SELECT id, (line ->> 'productId')::uuid AS product,
                          sum((line ->> 'quantity')::bigint) AS pieces
                     FROM orders.orders
                    CROSS JOIN json_array_elements(items) AS line
                    WHERE status = 'CONFIRMED'
                    GROUP BY 1, 2) AS wanted USING (id, product)
        LEFT JOIN orders.orders USING (id)
       WHERE held.pieces IS DISTINCT FROM wanted.pieces
      """;
  private static final String SHOWN = """
      SELECT 'product ' || stock.product || ' is shown with ' || seen.stock || ' and has '
             || stock.pieces
        FROM seen_product AS seen
        JOIN products.stock ON stock.product = seen.id::uuid
       WHERE seen.stock <> stock.pieces
      """;

  static final List<Check> ALL = List.of(
      new Check("I2", "stock is the sum of its movements, and not below 0", LEDGER),
      new Check("I2", "initial + corrections - confirmed = stock", SOLD),
      new Check("I2", "what came first is what the merchant was told", RECEIVED),
      new Check("I2", "each order holds what it must", HELD),
      new Check("I2", "stock is shown as it is kept", SHOWN));

  private StockChecks() {}
}
