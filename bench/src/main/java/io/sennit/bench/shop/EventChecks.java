package io.sennit.bench.shop;

import java.util.List;

/** I3 and I4: events reach every group, have their effects once, and in their order. */
final class EventChecks {
  /** What orders ask of others, and by whom it is answered. */
  private static final String COMMANDS = """
      WITH command AS (
        SELECT '/orders/' || position AS reference, position, type, subject,
               data ->> 'orderId' AS order_id,
               split_part(type, '.', 1) AS what
          FROM orders.event
         WHERE type IN ('stock.reserve', 'stock.release', 'payment.charge', 'payment.refund')
      ), answer AS (
        SELECT 'stock' AS what, position, type, subject, cause FROM products.event
         WHERE type LIKE 'stock.%'
        UNION ALL
        SELECT 'payment', position, type, subject, cause FROM payments.event
         WHERE type LIKE 'payment.%'
      ), effect AS (
        SELECT 'stock' AS what, id, cause, order_id::text, product::text AS thing
          FROM products.movement WHERE order_id IS NOT NULL
        UNION ALL
        SELECT 'payment', id, cause, order_id::text, account
          FROM payments.transfer WHERE order_id IS NOT NULL
      )
      """;

  private static final String READ = """
      WITH reading (source, reader, partition, position) AS (
        SELECT source, 'products', partition, position FROM products.event_cursor
        UNION ALL SELECT source, 'payments', partition, position FROM payments.event_cursor
        UNION ALL SELECT source, 'orders', partition, position FROM orders.event_cursor
      ), newest (source, reader, partition, position) AS (
        SELECT 'orders', reader, partition, max(position)
          FROM orders.event, unnest(ARRAY['products', 'payments']) AS reader
         WHERE type LIKE CASE reader WHEN 'products' THEN 'stock.%' ELSE 'payment.%' END
         GROUP BY reader, partition
        UNION ALL
        SELECT 'products', 'orders', partition, max(position) FROM products.event
         WHERE type LIKE 'stock.%' GROUP BY partition
        UNION ALL
        SELECT 'payments', 'orders', partition, max(position) FROM payments.event
         WHERE type LIKE 'payment.%' GROUP BY partition
      )
      SELECT newest.reader || ' has not read ' || newest.source || ' up to ' || newest.position
             || ' in partition ' || newest.partition || ', but to '
             || coalesce(reading.position::text, 'nowhere')
        FROM newest
        LEFT JOIN reading
          ON trim(leading '/' from reading.source) = newest.source
         AND (reading.reader, reading.partition) = (newest.reader, newest.partition)
       WHERE coalesce(reading.position, 0) < newest.position
      """;
  private static final String PARKED = """
      SELECT reader || ' could not handle ' || source || '/' || position || ' of ' || subject || ': '
             || coalesce(error, 'it waits behind another')
        FROM (SELECT * FROM users.event_parked UNION ALL SELECT * FROM products.event_parked
              UNION ALL SELECT * FROM payments.event_parked
              UNION ALL SELECT * FROM orders.event_parked) AS parked
      """;
  private static final String ANSWERED = COMMANDS + """
      SELECT command.reference || ' ' || command.type || ' of ' || command.subject
             || ' was answered ' || count(answer.cause) || ' times'
        FROM command
        LEFT JOIN answer ON answer.cause = command.reference AND answer.what = command.what
       GROUP BY command.reference, command.type, command.subject
      HAVING count(answer.cause) <> 1
      """;
  private static final String UNCAUSED = COMMANDS + """
      SELECT 'the event ' || answer.type || ' of ' || answer.subject || ' was caused by '
             || coalesce(answer.cause, 'nothing') || ', which is no command'
        FROM answer
        LEFT JOIN command ON command.reference = answer.cause AND command.what = answer.what
       WHERE command.reference IS NULL OR command.order_id <> answer.subject
      UNION ALL
      SELECT 'the ' || effect.what || ' of order ' || effect.order_id || ' moved because of '
             || effect.cause || ', which is no command of it'
        FROM effect
        LEFT JOIN command ON command.reference = effect.cause AND command.what = effect.what
       WHERE command.reference IS NULL OR command.order_id <> effect.order_id
      """;
  private static final String DOUBLED = """
      SELECT cause || ' moved product ' || product || ' ' || count(*) || ' times'
        FROM products.movement WHERE order_id IS NOT NULL
       GROUP BY cause, product
      HAVING count(*) > 1
      UNION ALL
      SELECT cause || ' moved money of order ' || min(order_id::text) || ' ' || count(*) || ' times'
        FROM payments.transfer WHERE order_id IS NOT NULL
       GROUP BY cause
      HAVING count(*) > 1
      """;
  /**
   * What must have been told of an order in each status, as often as it must. One that could not be
   * had is cancelled without having been confirmed, if its user had asked for that by then.
   */
  private static final String TOLD = """
      WITH told AS (
        SELECT subject AS id,
               count(*) FILTER (WHERE type = 'order.placed') AS placed,
               count(*) FILTER (WHERE type = 'order.confirmed') AS confirmed,
               count(*) FILTER (WHERE type = 'order.rejected') AS rejected,
               count(*) FILTER (WHERE type = 'order.cancelled') AS cancelled
          FROM orders.event
         WHERE type LIKE 'order.%'
         GROUP BY subject
      )
      SELECT 'order ' || coalesce(kept.id, told.id) || ' is ' || coalesce(kept.status, 'not there')
             || ' and was told '
             || coalesce(placed || ' times placed, ' || confirmed || ' confirmed, ' || rejected
                         || ' rejected, ' || cancelled || ' cancelled', 'nothing of')
        FROM told
        FULL JOIN (SELECT id::text, status FROM orders.orders) AS kept USING (id)
        LEFT JOIN orders.saga ON saga.name = 'place-order' AND saga.id = kept.id
       WHERE (placed, confirmed, rejected, cancelled) IS DISTINCT FROM
             (1::bigint,
              (kept.status = 'CONFIRMED'
               OR (kept.status = 'CANCELLED' AND saga.state = 'COMPLETED'))::int::bigint,
              (kept.status = 'REJECTED')::int::bigint,
              (kept.status = 'CANCELLED')::int::bigint)
      """;

  private static final String SAGAS = """
      SELECT 'saga ' || name || ' ' || id || ' is ' || state || coalesce(': ' || error, '')
        FROM orders.saga
       WHERE finished IS NULL
      UNION ALL
      SELECT 'order ' || kept.id || ' is ' || kept.status || ' and its saga is '
             || coalesce(saga.state, 'not there')
        FROM orders.orders AS kept
        LEFT JOIN orders.saga ON saga.name = 'place-order' AND saga.id = kept.id::text
        LEFT JOIN orders.saga AS cancelling
               ON cancelling.name = 'cancel-order' AND cancelling.id = kept.id::text
       WHERE saga.state IS DISTINCT FROM
             CASE WHEN kept.status = 'CONFIRMED' OR cancelling.state = 'COMPLETED' THEN 'COMPLETED'
                  ELSE 'FAILED' END
      """;
  private static final String USERS = """
      SELECT type || ' was told ' || count(*) || ' times of ' || subject
        FROM (SELECT type, subject FROM users.event
              UNION ALL
              SELECT type, subject FROM products.event WHERE type = 'product.created') AS told
       GROUP BY type, subject
      HAVING count(*) <> 1
      UNION ALL
      SELECT 'nothing was told of the coming of ' || id
        FROM (SELECT id::text FROM users.account UNION ALL SELECT id::text FROM products.product) AS kept
       WHERE NOT EXISTS (SELECT FROM users.event WHERE subject = kept.id AND type = 'user.registered')
         AND NOT EXISTS (SELECT FROM products.event WHERE subject = kept.id AND type = 'product.created')
      """;

  private static final String LIFE = """
      SELECT 'order ' || subject || ' was told ' || before || ' before ' || type
        FROM (SELECT subject, type, stage, lag(type) OVER life AS before, lag(stage) OVER life AS earlier
                FROM (SELECT subject, type, position,
                             CASE type WHEN 'order.placed' THEN 1 WHEN 'order.confirmed' THEN 2
                                       WHEN 'order.rejected' THEN 2 WHEN 'order.amended' THEN 3
                                       ELSE 4 END AS stage
                        FROM orders.event
                       WHERE type LIKE 'order.%') AS told
              WINDOW life AS (PARTITION BY subject ORDER BY position)) AS told
       WHERE earlier > stage
      """;
  private static final String ANSWERED_IN_ORDER = COMMANDS + """
      SELECT answer.what || ': ' || command.reference || ' of ' || command.subject
             || ' was handled after ' || earlier
        FROM (SELECT what, position, subject, cause,
                     lag(cause) OVER (PARTITION BY what, subject ORDER BY position) AS earlier
                FROM answer) AS answer
        JOIN command ON command.reference = answer.cause
       WHERE split_part(earlier, '/', 3)::bigint > command.position
      """;
  private static final String MOVED_IN_ORDER = COMMANDS + """
      SELECT effect.what || ' of order ' || order_id || ' was moved by ' || earlier || ' before '
             || cause
        FROM (SELECT what, order_id, cause,
                     lag(cause) OVER (PARTITION BY what, order_id, thing ORDER BY id) AS earlier
                FROM effect) AS effect
       WHERE split_part(earlier, '/', 3)::bigint > split_part(cause, '/', 3)::bigint
      """;
  private static final String LAST_COUNTS = COMMANDS + """
      SELECT 'the last word to ' || what || ' about order ' || order_id || ' was ' || last.position
             || ', and ' || coalesce(decision.position::text, 'none') || ' counts'
        FROM (SELECT what, order_id, max(position) AS position FROM command GROUP BY 1, 2) AS last
        LEFT JOIN (SELECT 'stock' AS what, order_id::text, position FROM products.decision
                   UNION ALL
                   SELECT 'payment', order_id::text, position FROM payments.decision) AS decision
          USING (what, order_id)
       WHERE decision.position IS DISTINCT FROM last.position
      """;

  static final List<Check> ALL = List.of(
      new Check("I3", "every group has read every log to its end", READ),
      new Check("I3", "no event is put aside", PARKED),
      new Check("I3", "each command is answered once", ANSWERED),
      new Check("I3", "no answer and no effect without its command", UNCAUSED),
      new Check("I3", "no command has its effect twice", DOUBLED),
      new Check("I3", "each order was told as it is", TOLD),
      new Check("I3", "each saga has ended as its order", SAGAS),
      new Check("I3", "each user and product was told once", USERS),
      new Check("I4", "an order's events are in the order of its life", LIFE),
      new Check("I4", "commands of an order are handled in their order", ANSWERED_IN_ORDER),
      new Check("I4", "and have their effects in it", MOVED_IN_ORDER),
      new Check("I4", "the last command is the one that counts", LAST_COUNTS));

  private EventChecks() {}
}
