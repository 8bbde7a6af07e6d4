package io.sennit.bench.door;

import io.sennit.bench.options.Program;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Which gateway a command stands in front of, and where it tells what it saw. */
final class Doorstep {
  @Mixin
  private final Program program = new Program();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** @param rules as the file of --gateway has them */
  Front front(JsonObject rules, boolean tls) throws Exception {
    return Front.start(program.path(), rules, tls);
  }

  PrintWriter out() {
    return command.commandLine().getOut();
  }
}
