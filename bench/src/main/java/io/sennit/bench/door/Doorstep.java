package io.sennit.bench.door;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which gateway a command stands in front of, and where it tells what it saw. */
final class Doorstep {
  @Option(names = "--sennit", description = "The command to start (${DEFAULT-VALUE})")
  private Path sennit = Path.of("./sennit");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** @param rules as the file of --gateway has them */
  Front front(JsonObject rules, boolean tls) throws Exception {
    return Front.start(sennit, rules, tls);
  }

  PrintWriter out() {
    return command.commandLine().getOut();
  }
}
