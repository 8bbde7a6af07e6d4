package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is turned away first when there is too much to do: the later ones. */
public enum Priority {
  /** Never, by the gateway: health, and what has to go on for others to work. */
  CRITICAL(0),
  /** What changes something, unless said otherwise: behind it is work that somebody has done. */
  HIGH(1),
  /** What reads, unless said otherwise. */
  NORMAL(2),
  /** What can come later. */
  LOW(3);

  private static final String EXPECTED = "one of critical, high, normal, low, or by-method";

  private final int rank;

  Priority(int rank) {
    this.rank = rank;
  }

  /** How many are more important. */
  public int rank() {
    return rank;
  }

  /** What was written; that may be that the method decides. */
  private record Written(@Nullable Priority priority) {}

  static @Nullable Priority read(Fields fields, @Nullable Priority wider) {
    return fields
        .read("priority", new Written(wider), Priority::written, EXPECTED)
        .priority();
  }

  private static @Nullable Written written(String text) {
    if (text.equals("by-method")) {
      return new Written(null);
    }
    return Stream.of(values())
        .filter(each -> Fields.text(each).equals(text))
        .findFirst()
        .map(Written::new)
        .orElse(null);
  }
}
