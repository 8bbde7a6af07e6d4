package io.sennit.gateway.rules;

import io.sennit.mesh.message.Priority;
import io.sennit.mesh.policy.Fields;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was written of a priority; null for that the method decides. */
record WrittenPriority(@Nullable Priority priority) {
  private static final String EXPECTED = "one of critical, high, normal, low, or by-method";

  static @Nullable Priority read(Fields fields, @Nullable Priority wider) {
    return fields
        .read("priority", new WrittenPriority(wider), WrittenPriority::of, EXPECTED)
        .priority();
  }

  private static @Nullable WrittenPriority of(String text) {
    if (text.equals("by-method")) {
      return new WrittenPriority(null);
    }
    return Stream.of(Priority.values())
        .filter(each -> Fields.text(each).equals(text))
        .findFirst()
        .map(WrittenPriority::new)
        .orElse(null);
  }
}
