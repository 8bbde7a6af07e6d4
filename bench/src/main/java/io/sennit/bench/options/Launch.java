package io.sennit.bench.options;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** How Sennit's own processes are started. */
public final class Launch {
  @Option(names = "--sennit", description = "The command to start (${DEFAULT-VALUE})")
  private Path sennit = Path.of("./sennit");

  @Option(names = "--java-options", description = "For the nodes' JVMs")
  private String javaOptions = "";

  /** The command, as words. */
  public List<String> command() {
    return List.of(sennit.toAbsolutePath().normalize().toString());
  }

  public String javaOptions() {
    return javaOptions;
  }
}
