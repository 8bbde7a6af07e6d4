package io.sennit.node.command;

import io.sennit.mesh.settings.NodeSettings;
import io.sennit.mesh.settings.SettingsReader;
import io.sennit.node.life.Catalogue;
import io.sennit.node.life.LocalCluster;
import io.sennit.node.life.ReadyFile;
import io.sennit.node.life.StartFailure;
import io.sennit.node.log.Logging;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A cluster on this machine. */
@Command(
    name = "up",
    description = "The whole shop in several processes that form one cluster on this machine.",
    modelTransformer = NodeOptions.class,
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  private static final int MOST_NODES = 20;
  private static final String[] EVERY_NODES = {
    "--policies",
    "--gateway",
    "--metrics",
    "--tls-cert",
    "--tls-key",
    "--tls-client-ca",
    "--tls-client-auth"
  };

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "How many nodes (3)",
      defaultValue = "3")
  private int count;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (count < 1 || count > MOST_NODES) {
      throw new ParameterException(
          spec.commandLine(), "--nodes is " + count + ": use a number from 1 to " + MOST_NODES);
    }
    SettingsReader reader = new SettingsReader(
        NodeOptions.typed(spec.commandLine().getParseResult()),
        SettingsReader.processEnvironment());
    NodeSettings settings = reader.node(List.of("all"), new Catalogue().names());
    Logging.configure(settings.operation().logFormat());
    CountDownLatch stop = new CountDownLatch(1);
    LocalCluster cluster = new LocalCluster(settings, reader.passOn(EVERY_NODES));
    StopSignals signals = StopSignals.install(cluster::kill);
    signals.onStop(() -> {
      Logging.silence();
      cluster.close();
      Runtime.getRuntime().halt(0);
    });
    List<JsonObject> nodes;
    try {
      nodes = cluster.start(count);
    } catch (StartFailure failure) {
      // A start that is taken back on demand fails somewhere; that is no news.
      signals.yieldToStop();
      throw failure;
    }
    signals.onStop(stop::countDown);
    Path readyFile = settings.operation().readyFile();
    long millis = ProcessAge.now().toMillis();
    try {
      if (readyFile != null) {
        ReadyFile.write(
            readyFile,
            nodes.get(0).copy().put("startedInMillis", millis).put("nodes", new JsonArray(nodes)));
      }
    } catch (StartFailure failure) {
      cluster.close();
      throw failure;
    }
    print(nodes, millis);
    Banner.notices(spec.commandLine().getOut(), cluster.notices());
    stop.await();
    ReadyFile.forget(readyFile);
    cluster.close();
    return 0;
  }

  private void print(List<JsonObject> nodes, long millis) {
    PrintWriter out = spec.commandLine().getOut();
    Table table = new Table("NODE", "PID", "HTTP", "ADMIN", "CLUSTER");
    nodes.forEach(node -> table.row(
        node.getString("node"),
        String.valueOf(node.getLong("pid")),
        node.getString("http"),
        node.getString("admin"),
        node.getString("cluster")));
    table.print(out);
    Banner.ready(out, millis);
  }
}
