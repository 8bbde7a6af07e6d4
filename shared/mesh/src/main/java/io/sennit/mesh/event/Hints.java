package io.sennit.mesh.event;

import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What tells of new events before they are read: which types there are, and in which partitions, at
 * one address a source.
 */
public final class Hints {
  private static final String BETWEEN = " ";
  private static final char PARTITIONS = '|';

  private Hints() {}

  /** Where hints of a source, such as {@code /products}, are published. */
  public static String address(String source) {
    return "sennit/hint" + source;
  }

  static String of(Collection<String> types, Collection<Integer> partitions) {
    return String.join(BETWEEN, types)
        + PARTITIONS
        + partitions.stream().map(String::valueOf).collect(Collectors.joining(BETWEEN));
  }

  /** The types that a hint is about. */
  public static Stream<String> types(String hint) {
    int end = hint.indexOf(PARTITIONS);
    return Stream.of((end < 0 ? hint : hint.substring(0, end)).split(BETWEEN));
  }

  /** The partitions in which there is something new: any, where the hint names none. */
  static IntStream partitions(String hint) {
    if (hint.indexOf(PARTITIONS) < 0) {
      return IntStream.range(0, LogSql.PARTITIONS);
    }
    String partitions = hint.substring(hint.indexOf(PARTITIONS) + 1);
    return Stream.of(partitions.split(BETWEEN)).mapToInt(Integer::parseInt);
  }
}
