package io.sennit.node.command;

import io.sennit.mesh.settings.NodeSettings;
import io.sennit.mesh.settings.SettingsReader;
import io.sennit.node.life.Catalogue;
import io.sennit.node.life.NodeStart;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything in one process. */
@Command(
    name = "dev",
    description = "The whole shop in one process, with a PostgreSQL of its own.",
    modelTransformer = NodeOptions.class,
    mixinStandardHelpOptions = true)
final class DevCommand implements Callable<Integer> {
  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the node is called (dev)",
      defaultValue = "dev")
  private String name;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Map<String, String> typed = NodeOptions.typed(spec.commandLine().getParseResult());
    typed.putIfAbsent("--name", name);
    NodeSettings settings = new SettingsReader(typed, SettingsReader.processEnvironment())
        .node(List.of("all"), new Catalogue().names());
    return RunningNode.run(settings, NodeStart.Mode.ALONE, spec.commandLine().getOut());
  }
}
