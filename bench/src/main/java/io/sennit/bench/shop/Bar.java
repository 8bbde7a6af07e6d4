package io.sennit.bench.shop;

import java.util.List;

/**
 * Something that must hold in the end, and what was seen.
 *
 * @param wrong the things of which it does not hold; none when the bar was reached
 */
record Bar(String invariant, String name, String seen, List<String> wrong) {

  static Bar of(String invariant, String name, List<String> wrong) {
    return new Bar(invariant, name, wrong.isEmpty() ? "" : wrong.size() + " wrong", wrong);
  }

  static Bar of(String invariant, String name, String seen, boolean reached) {
    return new Bar(invariant, name, seen, reached ? List.of() : List.of(seen));
  }

  boolean isReached() {
    return wrong.isEmpty();
  }
}
