package io.sennit.node.command;

import io.sennit.mesh.settings.SettingsReader;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of commands that ask a running node. */
final class AdminOptions implements IModelTransformer {
  private static final String JSON = "--json";

  @Override
  public CommandSpec transform(CommandSpec command) {
    return command
        .addOption(NodeOptions.option("--admin", "URL", "The node to ask (http://127.0.0.1:8081)"))
        .addOption(NodeOptions.option(
            "--token",
            "TOKEN",
            "Its admin token (from the data folder; better given as SENNIT_ADMIN_TOKEN)"))
        .addOption(NodeOptions.option("--data", "FOLDER", "Where the token is read from (.sennit)"))
        .addOption(OptionSpec.builder(JSON)
            .arity("0")
            .type(boolean.class)
            .description("Answer in JSON")
            .build());
  }

  static boolean json(ParseResult result) {
    return result.hasMatchedOption(JSON);
  }

  static AdminClient client(ParseResult result) throws CommandFailure {
    return AdminClient.of(
        new SettingsReader(NodeOptions.typed(result), SettingsReader.processEnvironment())
            .client());
  }
}
