package io.sennit.node.command;

import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One call over the mesh. */
@Command(
    name = "call",
    description = "Call an operation over the mesh and print its reply.",
    modelTransformer = AdminOptions.class,
    mixinStandardHelpOptions = true)
final class CallCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SERVICE.OPERATION", description = "Such as time.now")
  private String operation;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "JSON",
      description = "The input, such as '{\"zone\":\"Europe/Paris\"}'")
  private @Nullable String input;

  @Option(names = "--timeout", paramLabel = "MILLIS", description = "The call's deadline (10000)")
  private @Nullable Integer timeout;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    check();
    AdminClient node = AdminOptions.client(spec.commandLine().getParseResult());
    String body = input == null ? "" : input;
    String path = "/admin/call/" + operation;
    JsonObject reply = timeout == null
        ? node.post(path, body)
        : node.post(path, body, "sennit-timeout", timeout.toString());
    spec.commandLine()
        .getOut()
        .println(
            AdminOptions.json(spec.commandLine().getParseResult())
                ? reply.encode()
                : reply.encodePrettily());
    spec.commandLine().getOut().flush();
    return 0;
  }

  private void check() {
    try {
      OperationId.parse(operation);
      if (input != null) {
        new JsonObject(input);
      }
    } catch (Problem malformed) {
      throw new ParameterException(spec.commandLine(), malformed.detail());
    } catch (DecodeException malformed) {
      throw new ParameterException(spec.commandLine(), "the input is not a JSON object: " + input);
    }
  }
}
