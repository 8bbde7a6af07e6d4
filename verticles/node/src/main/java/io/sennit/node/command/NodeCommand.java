package io.sennit.node.command;

import io.sennit.mesh.settings.NodeSettings;
import io.sennit.mesh.settings.SettingsReader;
import io.sennit.node.life.Catalogue;
import io.sennit.node.life.NodeStart;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One node of a cluster. */
@Command(
    name = "node",
    description = "One cluster node that hosts the named services.",
    mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "SERVICE[=INSTANCES]",
      description = "gateway, clock, time, date, a service from --services, or all")
  private List<String> services;

  @Mixin
  private NodeOptions options;

  @Option(names = "--name", paramLabel = "NAME", description = "What the node is called (made up)")
  private String name;

  @Option(
      names = "--cluster-port",
      paramLabel = "PORT",
      description = "Where other members reach this one (5701)")
  private String clusterPort;

  @Option(
      names = "--bus-port",
      paramLabel = "PORT",
      description = "Where other members send calls (any free one)")
  private String busPort;

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT,...",
      description =
          "Members to join; a node that is not among them waits for one of them and never founds a cluster")
  private String join;

  @Option(
      names = "--cluster-config",
      paramLabel = "NAME|FILE",
      description = "loopback, lan, kubernetes, or a Hazelcast YAML file (by --host)")
  private String clusterConfig;

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
}
