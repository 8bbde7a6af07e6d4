package io.sennit.bench.options;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How Sennit's own processes are started. */
public final class Launch {
  @Mixin
  private final Program program = new Program();

  @Option(names = "--java-options", description = "For the nodes' JVMs")
  private String javaOptions = "";

  /** The command, as words. */
  public List<String> command() {
    return List.of(program.path().toString());
  }

  public String javaOptions() {
    return javaOptions;
  }
}
