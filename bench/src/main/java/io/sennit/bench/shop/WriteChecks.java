package io.sennit.bench.shop;

import java.util.List;

/** I5: a write that was acknowledged is there, and happened once. */
final class WriteChecks {
  private static final String USERS = """
      SELECT 'user ' || registered.id || ' ' || registered.email || ' is not there'
        FROM registered
        LEFT JOIN users.account ON account.id = registered.id::uuid AND account.email = registered.email
       WHERE account.id IS NULL
      UNION ALL
      SELECT 'user ' || account.email || ' was never acknowledged'
        FROM users.account
        LEFT JOIN registered ON account.id = registered.id::uuid
       WHERE registered.id IS NULL AND account.email <> 'admin@sennit.local'
         AND NOT EXISTS (SELECT FROM unanswered WHERE path = '/user')
      """;
  private static final String PRODUCTS = """
      SELECT 'product ' || created.id || ' is not there'
        FROM created
        LEFT JOIN products.product ON product.id = created.id::uuid
       WHERE product.id IS NULL
      UNION ALL
      SELECT 'product ' || product.sku || ' was never acknowledged'
        FROM products.product
        LEFT JOIN created ON product.id = created.id::uuid
       WHERE created.id IS NULL
         AND NOT EXISTS (SELECT FROM unanswered WHERE path = '/product')
      """;
  private static final String CHANGES = """
      SELECT 'product ' || product.id || ' is ' || product.name || ' for ' || product.amount
             || ', and its merchant was told ' || told.name || ' for ' || told.amount
        FROM (SELECT DISTINCT ON (id) id, name, amount
                FROM (SELECT id, 0 AS number, name, amount FROM created
                      UNION ALL SELECT id, number, name, amount FROM updated) AS writes
               ORDER BY id, number DESC) AS told
        JOIN products.product ON product.id = told.id::uuid
       WHERE (product.name, product.amount) <> (told.name, told.amount)
         AND NOT EXISTS (SELECT FROM unanswered WHERE path = '/product/' || told.id)
      """;
  private static final String CHANGED_ONCE = """
      SELECT 'product ' || product.id || ' was changed ' || count(DISTINCT position)
             || ' times, and asked for were ' || count(DISTINCT updated.key)
        FROM products.product
        LEFT JOIN products.event ON event.subject = product.id::text AND event.type = 'product.updated'
        LEFT JOIN updated ON updated.id = product.id::text
       WHERE NOT EXISTS (SELECT FROM unanswered WHERE path = '/product/' || product.id)
       GROUP BY product.id
      HAVING count(DISTINCT position) <> count(DISTINCT updated.key)
      """;
  private static final String DEPOSITS = """
      SELECT 'the deposit of key ' || deposited.key || ' happened ' || count(transfer.id) || ' times with '
             || coalesce(sum(transfer.amount), 0) || ' instead of ' || deposited.amount
        FROM deposited
        LEFT JOIN payments.transfer
               ON transfer.kind = 'DEPOSIT' AND transfer.key = deposited.key
              AND transfer.account = deposited.owner
       GROUP BY deposited.key, deposited.amount
      HAVING count(transfer.id) <> 1 OR sum(transfer.amount) <> deposited.amount
      UNION ALL
      SELECT 'the deposit of key ' || coalesce(transfer.key, 'none') || ' was never acknowledged'
        FROM payments.transfer
        LEFT JOIN deposited ON deposited.key = transfer.key
        LEFT JOIN unanswered ON unanswered.key = transfer.key
       WHERE transfer.kind = 'DEPOSIT' AND deposited.key IS NULL AND unanswered.key IS NULL
      """;
  private static final String AMENDMENTS = """
      SELECT 'changes of order ' || id || ' were begun ' || coalesce(begun.count, 0)
             || ' times, and acknowledged ' || coalesce(told.count, 0)
        FROM (SELECT split_part(id, '.', 1) AS id, count(*) AS count
                FROM orders.saga WHERE name = 'amend-order' GROUP BY 1) AS begun
        FULL JOIN (SELECT id, count(DISTINCT key) AS count FROM amended GROUP BY id) AS told USING (id)
       WHERE begun.count IS DISTINCT FROM told.count
         AND NOT EXISTS (SELECT FROM unanswered WHERE method = 'PUT' AND path = '/order/' || id)
      """;

  static final List<Check> ALL = List.of(
      new Check("I5", "every registered user is there, once", USERS),
      new Check("I5", "every created product is there, once", PRODUCTS),
      new Check("I5", "each product is as its merchant was told last", CHANGES),
      new Check("I5", "each change of a product happened once", CHANGED_ONCE),
      new Check("I5", "each deposit happened once", DEPOSITS),
      new Check("I5", "each change of an order happened once", AMENDMENTS));

  private WriteChecks() {}
}
