package io.sennit.node.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a node out of service. */
@Command(
    name = "drain",
    description = "Take a node out: it takes no new work, finishes what it has, and leaves.",
    modelTransformer = AdminOptions.class,
    mixinStandardHelpOptions = true)
final class DrainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NODE", description = "Its name, as sennit ps shows it")
  private String node;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    AdminClient client = AdminOptions.client(spec.commandLine().getParseResult());
    String answer = client
        .post("/admin/nodes/" + URLEncoder.encode(node, StandardCharsets.UTF_8) + "/drain", "")
        .encode();
    spec.commandLine()
        .getOut()
        .println(
            AdminOptions.json(spec.commandLine().getParseResult())
                ? answer
                : "node " + node + " drains and leaves");
    spec.commandLine().getOut().flush();
    return 0;
  }
}
