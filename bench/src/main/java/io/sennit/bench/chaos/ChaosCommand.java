package io.sennit.bench.chaos;

import io.sennit.bench.shop.ShopCommand;
import io.sennit.bench.trial.TrialCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The scenarios; each fails when one of its bars is missed. */
@Command(
    name = "chaos",
    description = "Faults on real processes under load, with bars that must be reached.",
    mixinStandardHelpOptions = true,
    subcommands = {
      KillCommand.class,
      StopCommand.class,
      RollCommand.class,
      PartitionCommand.class,
      OverloadCommand.class,
      BreakerCommand.class,
      StormCommand.class,
      TrialCommand.class,
      ShopCommand.class,
      AllCommand.class
    })
public final class ChaosCommand implements Runnable {
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command: which scenario?");
  }
}
