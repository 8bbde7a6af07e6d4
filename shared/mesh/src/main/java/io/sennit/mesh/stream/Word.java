package io.sennit.mesh.stream;

import io.sennit.mesh.message.OperationId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What one end of a stream can say to the other. */
enum Word {
  /** The opener knows where its stream is: only now the operation runs. */
  START,
  /** Status and headers of the answer. */
  HEAD,
  DATA,
  TEXT,
  /** Nothing more comes from this end. */
  END,
  /** There is room for more. */
  MORE,
  /** Asks whether the other end still knows the stream. */
  TOUCH,
  /** The stream is over, and not well. */
  ABORT;

  private static final Map<Word, OperationId> OPERATIONS = Arrays.stream(values())
      .collect(Collectors.toMap(
          Function.identity(),
          word -> new OperationId("stream", word.name().toLowerCase(Locale.ROOT)),
          (one, other) -> one,
          () -> new EnumMap<>(Word.class)));

  private static final Map<String, Word> BY_NAME = Arrays.stream(values())
      .collect(Collectors.toUnmodifiableMap(w -> w.operation().operation(), Function.identity()));

  OperationId operation() {
    return Objects.requireNonNull(OPERATIONS.get(this));
  }

  /** The word that a call is, or else one that harms nobody. */
  static Word of(OperationId operation) {
    return BY_NAME.getOrDefault(operation.operation(), TOUCH);
  }
}
