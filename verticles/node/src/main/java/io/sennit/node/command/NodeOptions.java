package io.sennit.node.command;

import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The options of commands that run nodes.
 *
 * <p>They are kept as text: the settings read and check them together with the environment, so that
 * all faults are told in one go.
 */
final class NodeOptions {
  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "The gateway's port; 0 for any free one (8080)")
  private String httpPort;

  @Option(names = "--admin-port", paramLabel = "PORT", description = "The operators' port (8081)")
  private String adminPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      description = "The port of the registry for other languages (8500)")
  private String registryPort;

  @Option(names = "--host", paramLabel = "HOST", description = "Where to listen (127.0.0.1)")
  private String host;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where the node keeps its files (.sennit)")
  private String data;

  @Option(
      names = "--database",
      paramLabel = "URI",
      description =
          "postgresql://user:password@host:port/name; better given as SENNIT_DATABASE or in the file that SENNIT_DATABASE_FILE names")
  private String database;

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "Written when everything answers")
  private String readyFile;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      description = "How long work in hand may go on when the node stops (30)")
  private String grace;

  @Option(names = "--log-format", paramLabel = "FORMAT", description = "text or json (text)")
  private String logFormat;

  @Option(
      names = "--services",
      paramLabel = "PATHS",
      description = "Jars or class folders with services of your own, with commas between them")
  private String services;

  @Option(
      names = "--stop-with",
      paramLabel = "PID",
      hidden = true,
      description = "Stop when this process ends")
  private String stopWith;

  /** What was typed, by option name. */
  static Map<String, String> typed(ParseResult result) {
    Map<String, String> options = new HashMap<>();
    for (OptionSpec option : result.matchedOptions()) {
      options.put(option.longestName(), value(option));
    }
    return options;
  }

  private static String value(ArgSpec option) {
    Object value = option.getValue();
    return String.valueOf(value);
  }
}
