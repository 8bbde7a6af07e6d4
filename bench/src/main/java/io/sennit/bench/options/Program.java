package io.sennit.bench.options;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which Sennit is looked at. */
public final class Program {
  /** The script that started the benchmark says where it is itself. */
  @Option(
      names = "--sennit",
      defaultValue = "${sys:sennit.command:-./sennit}",
      description = "The command to start (${DEFAULT-VALUE})")
  private Path sennit = Path.of("");

  /** From wherever it is called. */
  public Path path() {
    return sennit.toAbsolutePath().normalize();
  }
}
