package io.sennit.bench.shop;

import java.util.List;
import java.util.stream.Stream;

/**
 * Something that must hold in the end.
 *
 * @param invariant of the design, I1 to I5
 * @param sql a row of one text for each thing of which it does not hold
 */
record Check(String invariant, String bar, String sql) {

  static List<Check> all() {
    return Stream.of(
            OrderChecks.ALL, StockChecks.ALL, MoneyChecks.ALL, EventChecks.ALL, WriteChecks.ALL)
        .flatMap(List::stream)
        .toList();
  }
}
