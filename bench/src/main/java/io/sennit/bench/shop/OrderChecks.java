package io.sennit.bench.shop;

import java.util.List;

/** I1: every acknowledged order exists exactly once, unchanged, and is settled. */
final class OrderChecks {
  private static final String GONE = """
      SELECT 'order ' || placed.id || ' of key ' || placed.key
             || CASE WHEN kept.id IS NULL THEN ' is not in the database' ELSE ' is not shown' END
        FROM placed
        LEFT JOIN orders.orders AS kept ON kept.id = placed.id::uuid
        LEFT JOIN seen_order AS seen ON seen.id = placed.id
       WHERE kept.id IS NULL OR seen.id IS NULL
      """;
  private static final String TWICE = """
      SELECT 'key ' || key || ' has the orders ' || string_agg(id, ', ')
        FROM (SELECT DISTINCT key, id FROM placed) AS made
       GROUP BY key
      HAVING count(*) > 1
      UNION ALL
      SELECT 'order ' || id || ' has the keys ' || string_agg(key, ', ')
        FROM (SELECT DISTINCT key, id FROM placed) AS made
       GROUP BY id
      HAVING count(*) > 1
      """;
  /** Of what was never answered nobody knows; it can only have been placed once. */
  private static final String UNASKED = """
      SELECT 'order ' || kept.id || ' of user ' || kept.user_id || ' was never acknowledged'
        FROM orders.orders AS kept
        LEFT JOIN placed ON placed.id = kept.id::text
       WHERE placed.id IS NULL
         AND NOT EXISTS (SELECT FROM orders.answer AS answer
                           JOIN unanswered ON unanswered.key = answer.key
                          WHERE convert_from(answer.body, 'UTF8')::json ->> 'id' = kept.id::text)
      """;
  /** Its lines are those of the answer, or those of the last change of it. */
  private static final String CHANGED = """
      SELECT 'order ' || kept.id || ' has ' || kept.total || ' for ' || kept.items
             || ', and its user was told ' || coalesce(last.items, placed.items)
        FROM placed
        JOIN orders.orders AS kept ON kept.id = placed.id::uuid
        LEFT JOIN (SELECT DISTINCT ON (subject) subject, (data -> 'items')::jsonb AS items
                     FROM orders.event
                    WHERE type = 'order.amended'
                    ORDER BY subject, position DESC) AS last ON last.subject = placed.id
       WHERE kept.items::jsonb <> coalesce(last.items, placed.items)
          OR kept.user_id <> placed.owner
          OR kept.total <> (SELECT sum((line -> 'unitPrice' ->> 'amount')::bigint
                                       * (line ->> 'quantity')::bigint)
                              FROM jsonb_array_elements(kept.items::jsonb) AS line)
          OR (last.items IS NULL AND kept.total <> (placed.total ->> 'amount')::bigint)
      """;

  private static final String UNASKED_CHANGE = """
      SELECT 'order ' || told.subject || ' was changed to ' || (told.data ->> 'items')
        FROM orders.event AS told
       WHERE told.type = 'order.amended'
         AND NOT EXISTS (SELECT FROM amended
                          WHERE amended.id = told.subject
                            AND amended.items = (told.data -> 'items')::jsonb)
         AND NOT EXISTS (SELECT FROM unanswered
                          WHERE method = 'PUT' AND path = '/order/' || told.subject)
      """;
  private static final String UNSETTLED = """
      SELECT 'order ' || id || ' is ' || status || coalesce(' with ' || change, '')
        FROM orders.orders
       WHERE status = 'PENDING'
          OR change ->> 'state' = 'PENDING'
          OR (cancel AND status = 'CONFIRMED')
      """;
  private static final String REASONS = """
      SELECT 'order ' || id || ' is ' || status || ' because of ' || coalesce(reason, 'nothing')
        FROM orders.orders
       WHERE (status = 'REJECTED') <> (reason IS NOT NULL)
          OR reason NOT IN ('OUT_OF_STOCK', 'PAYMENT_REFUSED', 'UNKNOWN_PRODUCT')
      """;
  private static final String CANCELLED = """
      SELECT 'order ' || kept.id || ' was to be cancelled and is ' || kept.status
        FROM cancelled
        JOIN orders.orders AS kept ON kept.id = cancelled.id::uuid
       WHERE kept.status <> 'CANCELLED'
      UNION ALL
      SELECT 'order ' || kept.id || ' is cancelled, and nobody asked for it'
        FROM orders.orders AS kept
        LEFT JOIN cancelled ON cancelled.id = kept.id::text
       WHERE kept.status = 'CANCELLED' AND cancelled.id IS NULL
         AND NOT EXISTS (SELECT FROM unanswered
                          WHERE method = 'DELETE' AND path = '/order/' || kept.id)
      """;
  private static final String SHOWN = """
      SELECT 'order ' || kept.id || ' is shown as ' || seen.status || ' ' || seen.items
             || ' and kept as ' || kept.status || ' ' || kept.items
        FROM seen_order AS seen
        JOIN orders.orders AS kept ON kept.id = seen.id::uuid
       WHERE (seen.status, seen."userId", seen.version, seen.items)
             IS DISTINCT FROM (kept.status, kept.user_id, kept.version, kept.items::jsonb)
          OR (seen.total ->> 'amount')::bigint <> kept.total
          OR seen.reason IS DISTINCT FROM kept.reason
      """;

  static final List<Check> ALL = List.of(
      new Check("I1", "every acknowledged order is there", GONE),
      new Check("I1", "each once", TWICE),
      new Check("I1", "none that was not acknowledged", UNASKED),
      new Check("I1", "unchanged but for what its user changed", CHANGED),
      new Check("I1", "changed only as asked for", UNASKED_CHANGE),
      new Check("I1", "settled", UNSETTLED),
      new Check("I1", "rejected only for a reason of the contract", REASONS),
      new Check("I1", "cancelled if and only if asked for", CANCELLED),
      new Check("I1", "shown as it is kept", SHOWN));

  private OrderChecks() {}
}
