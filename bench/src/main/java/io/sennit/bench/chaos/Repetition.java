package io.sennit.bench.chaos;

import picocli.CommandLine.Option;

/** How often something is done to nodes, and how much is asked of them meanwhile. */
final class Repetition {
  @Option(names = "--times", description = "How often it is done to each (3; 1 with --short)")
  private int times;

  @Option(names = "--rate", description = "Requests a second (${DEFAULT-VALUE})")
  private int rate = 200;

  int times(Stage stage) {
    return times > 0 ? times : stage.times(3, 1);
  }

  int rate() {
    return rate;
  }
}
