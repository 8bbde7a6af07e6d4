package io.sennit.payments;

/**
 * The statements on the payments' schema. An array that rows are looked for by is a query of its
 * own; docs/services.md says why.
 */
final class PaymentSql {
  static final String OPEN = """
      INSERT INTO account (id, currency) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING
      """;

  /**
   * Accounts for this transaction alone. All take them in the same order, so that none waits for
   * one that waits for it.
   */
  static final String HOLD = """
      SELECT id, currency, balance
        FROM account
       WHERE id = ANY ((SELECT $1::text[])::text[])
       ORDER BY id
         FOR NO KEY UPDATE
      """;

  /**
   * The balance follows by itself; the database refuses what would make it less than nothing, and
   * what is of no account.
   */
  static final String TRANSFER = """
      INSERT INTO transfer (account, house, amount, currency, kind, order_id, cause, actor, key)
      SELECT unnest($1::text[]), unnest($2::text[]), unnest($3::bigint[]), unnest($4::text[]),
             unnest($5::text[]), unnest($6::uuid[]), unnest($7::text[]), unnest($8::text[]),
             unnest($9::text[])
      """;

  /** Balance and entries of the same moment, in one statement. */
  static final String STATEMENT = """
      SELECT account.balance, account.currency,
             line.id, line.amount, line.kind, line.order_id, line.cause, line.actor, line.time
        FROM account
        LEFT JOIN LATERAL (
             SELECT id, amount, kind, order_id, cause, actor, time
               FROM transfer
              WHERE account = account.id AND id < $2
              ORDER BY id DESC
              LIMIT $3) AS line ON true
       WHERE account.id = $1
       ORDER BY line.id DESC
      """;

  static final String PAID = """
      SELECT order_id, account, (-sum(amount))::bigint AS amount
        FROM transfer
       WHERE order_id = ANY ((SELECT $1::uuid[])::uuid[])
       GROUP BY order_id, account
      HAVING sum(amount) <> 0
      """;

  static final String DECIDED = """
      SELECT order_id, position, type, data::text AS data
        FROM decision
       WHERE order_id = ANY ((SELECT $1::uuid[])::uuid[])
      """;

  /** The decision about the later command stays. */
  static final String DECIDE = """
      INSERT INTO decision AS known (order_id, position, type, data)
      SELECT unnest($1::uuid[]), unnest($2::bigint[]), unnest($3::text[]), unnest($4::text[])::json
       ORDER BY 1
      ON CONFLICT (order_id) DO UPDATE
         SET position = excluded.position, type = excluded.type, data = excluded.data
       WHERE known.position < excluded.position
      """;

  private PaymentSql() {}
}
