package io.sennit.products;

/**
 * The statements on the products' schema. An array that rows are looked for by is a query of its
 * own; docs/services.md says why.
 */
final class ProductSql {
  private static final String SELECT = """
      SELECT product.id, product.sku, product.name, product.description, product.amount,
             product.currency, stock.pieces, product.created, product.updated
        FROM product
        JOIN stock ON stock.product = product.id
       WHERE product.deleted IS NULL
      """;

  /** What is deleted has given its sku free. */
  static final String CREATE = """
      WITH made AS (
        INSERT INTO product (id, sku, name, description, amount, currency)
        VALUES ($1, $2, $3, $4, $5, $6)
        RETURNING id
      )
      INSERT INTO stock (product) SELECT id FROM made
      """;

  static final String READ = SELECT + " AND product.id = ANY ((SELECT $1::uuid[])::uuid[])";

  /** Both rows: a stock that is set must not have moved since it was looked at. */
  static final String HOLD = SELECT + " AND product.id = $1 FOR NO KEY UPDATE";

  static final String LIST = SELECT + " AND product.id > $1 ORDER BY product.id LIMIT $2";

  /** Each word that is asked for begins a word of the product. */
  static final String SEARCH = SELECT + """
       AND product.searched @@ to_tsquery('simple', nullif(replace(words($3), ' ', ':* & '), '') || ':*')
       AND product.id > $1
       ORDER BY product.id
       LIMIT $2
      """;

  static final String UPDATE = """
      UPDATE product
         SET sku = $2, name = $3, description = $4, amount = $5, currency = $6, updated = now()
       WHERE id = $1
      """;

  static final String DELETE = "UPDATE product SET deleted = now() WHERE id = $1";

  /** The stock follows by itself; the database refuses what would make it less than nothing. */
  static final String MOVE = """
      INSERT INTO movement (product, quantity, kind, order_id, cause, actor)
      SELECT unnest($1::uuid[]), unnest($2::bigint[]), unnest($3::text[]), unnest($4::uuid[]),
             unnest($5::text[]), unnest($6::text[])
      """;

  static final String MOVEMENTS = """
      SELECT id, quantity, kind, order_id, cause, actor, time
        FROM movement
       WHERE product = $1 AND id < $2
       ORDER BY id DESC
       LIMIT $3
      """;

  /** Also of what is deleted. */
  static final String STOCK = """
      SELECT pieces,
             (SELECT coalesce(sum(quantity), 0)::bigint FROM movement WHERE product = $1) AS moved
        FROM stock
       WHERE product = $1
      """;

  static final String DECIDED = """
      SELECT order_id, position, type, data::text AS data
        FROM decision
       WHERE order_id = ANY ((SELECT $1::uuid[])::uuid[])
      """;

  static final String HELD = """
      SELECT order_id, product, (-sum(quantity))::bigint AS pieces
        FROM movement
       WHERE order_id = ANY ((SELECT $1::uuid[])::uuid[])
       GROUP BY order_id, product
      HAVING sum(quantity) <> 0
      """;

  /**
   * The stock of what the commands name and of what their orders hold, for this transaction alone.
   * All take products in the same order, so that none waits for one that waits for it.
   */
  static final String HOLD_STOCK = """
      SELECT stock.product, stock.pieces, product.deleted IS NULL AS sold
        FROM stock
        JOIN product ON product.id = stock.product
       WHERE stock.product = ANY (ARRAY(
               SELECT unnest((SELECT $1::uuid[]))
                UNION
               SELECT product FROM movement WHERE order_id = ANY ((SELECT $2::uuid[])::uuid[])))
       ORDER BY stock.product
         FOR NO KEY UPDATE OF stock
      """;

  /**
   * Changes fewer rows than it is given when another transaction has decided a command of the same
   * order since this one looked.
   */
  static final String DECIDE = """
      INSERT INTO decision AS known (order_id, position, follows, type, data)
      SELECT unnest($1::uuid[]), unnest($2::bigint[]), unnest($3::bigint[]),
             unnest($4::text[]), unnest($5::text[])::json
       ORDER BY 1
      ON CONFLICT (order_id) DO UPDATE
         SET position = excluded.position, follows = excluded.follows,
             type = excluded.type, data = excluded.data
       WHERE known.position = excluded.follows
      """;

  private ProductSql() {}
}
