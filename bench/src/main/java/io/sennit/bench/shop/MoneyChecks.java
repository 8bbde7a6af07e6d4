package io.sennit.bench.shop;

import java.util.List;

/** I2 of accounts: what was deposited, less what was paid, is what is there. */
final class MoneyChecks {
  private static final String LEDGER = """
      SELECT 'account ' || account.id || ' has ' || account.balance || ', and its transfers sum to '
             || coalesce(moved.amount, 0)
        FROM payments.account
        LEFT JOIN (SELECT account AS id, sum(amount) AS amount
                     FROM payments.transfer
                    GROUP BY account) AS moved USING (id)
       WHERE account.balance <> coalesce(moved.amount, 0) OR account.balance < 0
      """;
  private static final String BALANCE = """
      SELECT 'account ' || id || ' has ' || coalesce(account.balance, 0) || ': '
             || coalesce(came.amount, 0) || ' were deposited, ' || coalesce(paid.amount, 0)
             || ' are paid for orders'
        FROM (SELECT owner AS id, sum(amount) AS amount
                FROM (SELECT DISTINCT key, owner, amount FROM deposited) AS deposits
               GROUP BY owner) AS came
        FULL JOIN payments.account USING (id)
        FULL JOIN (SELECT user_id AS id, sum(total) AS amount
                     FROM orders.orders
                    WHERE status = 'CONFIRMED'
                    GROUP BY user_id) AS paid USING (id)
       WHERE coalesce(account.balance, 0) <> coalesce(came.amount, 0) - coalesce(paid.amount, 0)
         AND NOT EXISTS (SELECT FROM unanswered WHERE path = '/account/' || id || '/deposit')
      """;
  private static final String PAID = """
      SELECT 'order ' || id || ' is ' || coalesce(status, 'not there') || ' and is paid with ' || coalesce(paid.amount, 0)
             || ' instead of ' || coalesce(wanted.total, 0)
        FROM (SELECT order_id AS id, account, -sum(amount) AS amount
                FROM payments.transfer
               WHERE order_id IS NOT NULL
               GROUP BY order_id, account
              HAVING sum(amount) <> 0) AS paid
        FULL JOIN (SELECT id, user_id AS account, total
                     FROM orders.orders
                    WHERE status = 'CONFIRMED' AND total > 0) AS wanted USING (id, account)
        LEFT JOIN orders.orders USING (id)
       WHERE paid.amount IS DISTINCT FROM wanted.total
      """;
  /** The balances on one side, the house's entries on the other. */
  private static final String CONSERVED = """
      SELECT 'the accounts of users have ' || users.amount || ', and those of the house '
             || house.amount
        FROM (SELECT coalesce(sum(balance), 0) AS amount FROM payments.account) AS users
       CROSS JOIN (SELECT coalesce(sum(amount), 0) AS amount
                     FROM payments.entry
                    WHERE account LIKE 'deposits/%' OR account LIKE 'shop/%') AS house
       WHERE users.amount + house.amount <> 0
      """;

  private static final String SHOWN = """
      SELECT 'account ' || id || ' is shown with ' || (seen.balance ->> 'amount') || ' and has '
             || coalesce(account.balance, 0)
        FROM seen_account AS seen
        LEFT JOIN payments.account ON account.id = seen."userId"
       WHERE (seen.balance ->> 'amount')::bigint <> coalesce(account.balance, 0)
      """;

  static final List<Check> ALL = List.of(
      new Check("I2", "balance is the sum of its transfers, and not below 0", LEDGER),
      new Check("I2", "deposits - charges + refunds = balance", BALANCE),
      new Check("I2", "each order is paid as it must be", PAID),
      new Check("I2", "money is conserved over all accounts", CONSERVED),
      new Check("I2", "balances are shown as they are kept", SHOWN));

  private MoneyChecks() {}
}
