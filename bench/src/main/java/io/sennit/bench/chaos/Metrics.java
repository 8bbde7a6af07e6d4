package io.sennit.bench.chaos;

import java.util.List;

/** What a node counted, as Prometheus reads it. */
record Metrics(List<String> lines) {

  /**
   * The sum over all series of this name that have all of these labels, as in {@code area="heap"}.
   */
  double sum(String name, String... labels) {
    return lines.stream()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> List.of(labels).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
