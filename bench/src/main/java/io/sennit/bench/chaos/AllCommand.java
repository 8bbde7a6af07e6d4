package io.sennit.bench.chaos;

import io.sennit.bench.bars.Verdicts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Every scenario, one after the other, and one table. */
@Command(
    name = "all",
    description = "Every scenario, one after the other, and one table at the end.",
    mixinStandardHelpOptions = true)
final class AllCommand implements Callable<Integer> {
  @Mixin
  private Stage stage = new Stage();

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Verdicts verdicts = stage.verdicts();
    scenarios().forEach((name, scenario) -> {
      // It takes minutes, and the table comes last.
      spec.commandLine().getErr().println("sennit bench chaos: " + name);
      try {
        new CommandLine(scenario).parseArgs(stage.words().toArray(String[]::new));
        scenario.play(verdicts);
      } catch (Exception broken) {
        // The others are played all the same.
        verdicts.brokenOff(name, broken);
      }
    });
    verdicts.print();
    return verdicts.exitCode();
  }

  private static Map<String, Scenario> scenarios() {
    Map<String, Scenario> scenarios = new LinkedHashMap<>();
    scenarios.put("kill", new KillCommand());
    scenarios.put("stop", new StopCommand());
    scenarios.put("roll", new RollCommand());
    scenarios.put("partition", new PartitionCommand());
    scenarios.put("overload", new OverloadCommand());
    scenarios.put("breaker", new BreakerCommand());
    scenarios.put("storm", new StormCommand());
    return scenarios;
  }
}
