package io.sennit.bench.shop;

import java.util.Locale;

/**
 * A shop that is broken on purpose, to see that it is noticed. The database does it behind the
 * services' backs: nothing in the product can be told to.
 */
enum Sabotage {
  /** A crash takes what was acknowledged moments before. */
  LOST_COMMIT("""
      ALTER ROLE ALL SET synchronous_commit = off;
      ALTER SYSTEM SET wal_writer_delay = '10s';
      SELECT pg_reload_conf()
      """, ""),
  LOST_ORDER("", after("orders.orders", "UPDATE", "NEW.status = 'CONFIRMED'", 20, """
      DELETE FROM orders.orders WHERE id = NEW.id;
      """)),
  CHANGED_ORDER("", after("orders.orders", "UPDATE", "NEW.status = 'CONFIRMED'", 20, """
      UPDATE orders.orders SET total = total + 1 WHERE id = NEW.id;
      """)),
  DOUBLE_CHARGE("", after("payments.transfer", "INSERT", "NEW.kind = 'CHARGE'", 20, """
      INSERT INTO payments.transfer (account, house, amount, currency, kind, order_id, cause)
      SELECT NEW.account, NEW.house, NEW.amount, NEW.currency, NEW.kind, NEW.order_id, NEW.cause
        FROM payments.account WHERE id = NEW.account AND balance + 2 * NEW.amount >= 0;
      """)),
  DROPPED_REFUND("", after("payments.transfer", "INSERT", "NEW.kind = 'REFUND'", 2, """
      DELETE FROM payments.transfer WHERE account = NEW.account AND id = NEW.id;
      """)),
  LOST_EVENT("", after("orders.event", "INSERT", "NEW.type = 'order.confirmed'", 20, """
      DELETE FROM orders.event WHERE position = NEW.position AND time = NEW.time;
      """)),
  SWAPPED_EVENTS("", after("orders.event", "INSERT", "NEW.type = 'order.confirmed'", 20, """
      UPDATE orders.event SET position = nextval('orders.event_position')
       WHERE partition = NEW.partition AND subject = NEW.subject AND type = 'order.placed';
      """)),
  FREE_MONEY("", after("payments.transfer", "INSERT", "NEW.kind = 'DEPOSIT'", 5, """
      UPDATE payments.account SET balance = balance + 1 WHERE id = NEW.account;
      """));

  private final String beforeNodes;
  private final String beforeLoad;

  Sabotage(String beforeNodes, String beforeLoad) {
    this.beforeNodes = beforeNodes;
    this.beforeLoad = beforeLoad;
  }

  /** One of so many such changes has a consequence that it should not have. */
  private static String after(String table, String change, String when, int one, String then) {
    return """
        CREATE FUNCTION public.sabotage() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
          IF pg_trigger_depth() = 1 AND random() * %4$d < 1 THEN
            %5$s
          END IF;
          RETURN NULL;
        END $$;
        CREATE TRIGGER sabotage AFTER %2$s ON %1$s
          FOR EACH ROW WHEN (%3$s) EXECUTE FUNCTION public.sabotage()
        """.formatted(table, change, when, one, then);
  }

  void beforeNodes(String database) {
    execute(database, beforeNodes);
  }

  /** When the services have made their tables. */
  void beforeLoad(String database) {
    execute(database, beforeLoad);
  }

  private static void execute(String database, String sql) {
    if (!sql.isEmpty()) {
      try (Archive archive = new Archive(database)) {
        for (String statement : sql.split(";\\s*\n(?=ALTER|SELECT|CREATE)", -1)) {
          archive.execute(statement);
        }
      }
    }
  }

  /** As it is named on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
