package io.sennit.node.command;

import io.sennit.mesh.settings.NodeSettings;
import io.sennit.mesh.settings.SettingsReader;
import io.sennit.node.life.Catalogue;
import io.sennit.node.life.NodeStart;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One node of a cluster. */
@Command(
    name = "node",
    description = "One cluster node that hosts the named services.",
    modelTransformer = ClusterOptions.class,
    mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "SERVICE[=INSTANCES]",
      completionCandidates = NodeCommand.Hosted.class,
      description = "Any of ${COMPLETION-CANDIDATES}, or a service from --services")
  private List<String> services;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Map<String, String> typed = NodeOptions.typed(spec.commandLine().getParseResult());
    NodeSettings settings = new SettingsReader(typed, SettingsReader.processEnvironment())
        .node(services, new Catalogue().names());
    return RunningNode.run(
        settings, NodeStart.Mode.CLUSTERED, spec.commandLine().getOut());
  }

  /** What can be named without --services. */
  static final class Hosted implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return new Catalogue().names().iterator();
    }
  }
}
