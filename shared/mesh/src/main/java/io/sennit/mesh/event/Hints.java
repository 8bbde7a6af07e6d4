package io.sennit.mesh.event;

import java.util.Collection;
import java.util.stream.Stream;

/**
 * What tells of new events before they are read: which types there are, at one address a source.
 */
public final class Hints {
  private static final String BETWEEN = " ";

  private Hints() {}

  /** Where hints of a source, such as {@code /products}, are published. */
  public static String address(String source) {
    return "sennit/hint" + source;
  }

  static String of(Collection<String> types) {
    return String.join(BETWEEN, types);
  }

  /** The types that a hint is about. */
  public static Stream<String> types(String hint) {
    return Stream.of(hint.split(BETWEEN));
  }
}
