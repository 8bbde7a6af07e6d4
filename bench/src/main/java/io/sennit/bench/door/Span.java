package io.sennit.bench.door;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** Reads {@code 20s} or {@code 5m}. */
final class Span implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return Duration.parse("PT" + text);
  }
}
