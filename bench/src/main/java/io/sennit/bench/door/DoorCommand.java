package io.sennit.bench.door;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the gateway's door. */
@Command(
    name = "door",
    description = "Many clients of the gateway that do nothing, and some that do it slowly.",
    mixinStandardHelpOptions = true,
    subcommands = {IdleCommand.class, SlowCommand.class})
public final class DoorCommand implements Runnable {
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: idle or slow");
  }
}
