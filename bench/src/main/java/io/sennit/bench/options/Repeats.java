package io.sennit.bench.options;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How often contestants take turns, and for how long. */
public final class Repeats {
  @Option(
      names = "--rounds",
      description = "How often the contestants take turns (${DEFAULT-VALUE})")
  private int rounds = 5;

  @Option(names = "--seconds", description = "How long each turn takes (${DEFAULT-VALUE})")
  private int seconds = 3;

  public int rounds() {
    return rounds;
  }

  public Duration turn() {
    return Duration.ofSeconds(seconds);
  }
}
