package io.sennit.node.command;

import io.sennit.mesh.settings.ClientSettings;
import io.sennit.mesh.settings.SettingsReader;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options of commands that ask a running node. */
final class AdminOptions {
  @Option(
      names = "--admin",
      paramLabel = "URL",
      description = "The node to ask (http://127.0.0.1:8081)")
  private String admin;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "Its admin token (from the data folder; better as SENNIT_ADMIN_TOKEN)")
  private String token;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where the token is read from (.sennit)")
  private String data;

  @Option(names = "--json", description = "Answer in JSON")
  private boolean json;

  boolean json() {
    return json;
  }

  static AdminClient client(ParseResult result) throws CommandFailure {
    ClientSettings settings =
        new SettingsReader(NodeOptions.typed(result), SettingsReader.processEnvironment()).client();
    return AdminClient.of(settings);
  }
}
