package io.sennit.bench.shop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has become of the orders, in numbers. */
final class Summary {
  private static final String OPEN = """
      SELECT (SELECT count(*) FROM orders.orders
               WHERE status = 'PENDING' OR change ->> 'state' = 'PENDING'
                  OR (cancel AND status = 'CONFIRMED'))
           + (SELECT count(*) FROM orders.saga WHERE finished IS NULL)
      """;
  private static final String BY_STATUS = """
      SELECT lower(status) || coalesce(' ' || reason, '') FROM orders.orders
      """;
  private static final String AMENDED = """
      SELECT CASE state WHEN 'COMPLETED' THEN 'amended' ELSE 'not amended ' || coalesce(reason, state) END
        FROM orders.saga
       WHERE name = 'amend-order'
      """;
  private static final List<String> MIX = List.of(
      "confirmed",
      "rejected OUT_OF_STOCK",
      "rejected PAYMENT_REFUSED",
      "rejected UNKNOWN_PRODUCT",
      "cancelled",
      "amended");

  private final Archive archive;

  Summary(Archive archive) {
    this.archive = archive;
  }

  /** Orders and sagas of which something is under way. */
  long open() {
    return archive.number(OPEN);
  }

  Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    List<String> all = new ArrayList<>(archive.texts(BY_STATUS));
    counts.put("orders", all.size());
    counts.put("orders settled", (int)
        all.stream().filter(is -> !is.startsWith("pending")).count());
    all.addAll(archive.texts(AMENDED));
    all.stream().sorted().forEach(is -> counts.merge(is, 1, Integer::sum));
    return counts;
  }

  /** A load that brings about nothing shows nothing. */
  Bar mixed() {
    Map<String, Integer> counts = counts();
    List<String> missing = MIX.stream()
        .filter(kind -> !counts.containsKey(kind))
        .map(kind -> "no order was " + kind)
        .toList();
    return Bar.of("load", "orders came to every end that there is", missing);
  }
}
