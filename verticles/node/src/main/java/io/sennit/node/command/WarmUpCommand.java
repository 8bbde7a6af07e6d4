package io.sennit.node.command;

import io.sennit.mesh.settings.NodeSettings;
import io.sennit.mesh.settings.SettingsReader;
import io.sennit.node.life.Catalogue;
import io.sennit.node.life.Node;
import io.sennit.node.life.NodeStart;
import io.sennit.node.life.Storage;
import io.sennit.node.log.Logging;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Loads the classes that a start needs, so that the build can put them into a class-data archive:
 * the whole shop alone, a node of a cluster, and the commands that ask it.
 */
@Command(
    name = "warm-up",
    hidden = true,
    description = "Used by the build.",
    mixinStandardHelpOptions = true)
final class WarmUpCommand implements Callable<Integer> {
  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("sennit-warm-up");
    try {
      Path alone = folder.resolve("alone");
      run(alone, NodeStart.Mode.ALONE, Map.of());
      // A node of a cluster has no database of its own: it gets that of the one before.
      try (Storage postgres = Storage.embedded(alone, 0)) {
        run(
            folder.resolve("clustered"),
            NodeStart.Mode.CLUSTERED,
            Map.of("SENNIT_DATABASE", String.valueOf(postgres.await())));
      }
      return 0;
    } finally {
      delete(folder);
    }
  }

  private static void run(Path folder, NodeStart.Mode mode, Map<String, String> environment)
      throws Exception {
    // An own member and nobody else: a cluster that runs on this machine is none of the build's
    // business.
    Map<String, String> options = Map.of(
        "--data", folder.toString(),
        "--http-port", "0",
        "--admin-port", "0",
        "--cluster-port", "0",
        "--cluster-config", "lan");
    NodeSettings settings =
        new SettingsReader(options, environment).node(List.of("all"), new Catalogue().names());
    Logging.configure(settings.operation().logFormat());
    Node node = new NodeStart(settings, mode).run();
    try {
      get(node.description().addresses().getString("http") + "/time?zone=Europe/Paris");
      String admin = node.description().addresses().getString("admin");
      get(admin + "/metrics");
      CommandLine commands = SennitCommand.commandLine();
      commands.execute("ps", "--admin", admin, "--data", folder.toString());
      commands.execute("call", "time.now", "--admin", admin, "--data", folder.toString());
    } finally {
      node.stop();
      node.awaitStop();
    }
  }

  private static void get(String url) throws IOException, InterruptedException {
    HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
