package io.sennit.node.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options of commands that run nodes.
 *
 * <p>They are kept as text: the settings read and check them together with the environment, so that
 * all faults are told in one go.
 */
class NodeOptions implements IModelTransformer {

  @Override
  public CommandSpec transform(CommandSpec command) {
    return command
        .addOption(option("--http-port", "PORT", "The gateway's port; 0 for any free one (8080)"))
        .addOption(option("--admin-port", "PORT", "The operators' port (8081)"))
        .addOption(option(
            "--registry-port", "PORT", "The port of the registry for other languages (8500)"))
        .addOption(option("--host", "HOST", "Where to listen (127.0.0.1)"))
        .addOption(option("--data", "FOLDER", "Where the node keeps its files (.sennit)"))
        .addOption(
            option(
                "--database",
                "URI",
                "postgresql://user:password@host:port/name; better given as SENNIT_DATABASE or in the file that SENNIT_DATABASE_FILE names"))
        .addOption(OptionSpec.builder("--database-of")
            .paramLabel("SERVICE=URI")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .description(
                "A database that this service has to itself; may be given several times; better given as SENNIT_DATABASE_OF, with blanks between several")
            .build())
        .addOption(option("--ready-file", "FILE", "Written when everything answers"))
        .addOption(option("--metrics", "WHETHER", "on or off: whether /metrics has anything (on)"))
        .addOption(option(
            "--grace", "SECONDS", "How long work in hand may go on when the node stops (30)"))
        .addOption(option("--log-format", "FORMAT", "text or json (text)"))
        .addOption(option(
            "--policies", "FILE", "JSON that says how calls are treated; see docs/policies.md"))
        .addOption(option(
            "--gateway",
            "FILE",
            "JSON that says how the gateway treats requests; see docs/gateway.md"))
        .addOption(option(
            "--tls-cert",
            "FILE",
            "PEM with the gateway's certificate and those that vouch for it; makes it speak TLS"))
        .addOption(option("--tls-key", "FILE", "PEM with the certificate's key"))
        .addOption(option("--tls-client-ca", "FILE", "PEM with those who may vouch for clients"))
        .addOption(option(
            "--tls-client-auth",
            "WHEN",
            "Whether clients show a certificate: none, request or required (request, with a CA)"))
        .addOption(option(
            "--http-redirect-port", "PORT", "Where plain HTTP is told to come by TLS (nowhere)"))
        .addOption(option(
            "--services",
            "PATHS",
            "Jars or class folders with services of your own, with commas between them"));
  }

  static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  /** What was typed, by option name. */
  static Map<String, String> typed(ParseResult result) {
    Map<String, String> options = new HashMap<>();
    for (OptionSpec option : result.matchedOptions()) {
      Object value = option.getValue();
      options.put(
          option.longestName(),
          value instanceof List<?> several
              ? several.stream().map(String::valueOf).collect(Collectors.joining(" "))
              : String.valueOf(value));
    }
    return options;
  }
}
