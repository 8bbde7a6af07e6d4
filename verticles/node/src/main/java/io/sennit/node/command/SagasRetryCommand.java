package io.sennit.node.command;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a saga that is parked go on. */
@Command(
    name = "retry",
    description = "Have a parked saga try again what failed.",
    modelTransformer = AdminOptions.class,
    mixinStandardHelpOptions = true)
final class SagasRetryCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "As sagas shows it")
  private String id;

  @Option(names = "--service", paramLabel = "SERVICE", description = "Whose saga it is")
  private @Nullable String service;

  @Option(names = "--name", paramLabel = "NAME", description = "Such as place-order")
  private @Nullable String name;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Printer printer = new Printer(spec);
    String path = new Query("/admin/sagas/" + Query.segment(id) + "/retry")
        .with("service", service)
        .with("name", name)
        .toString();
    JsonObject saga = printer.node().post(path, "");
    printer.line(
        printer.json()
            ? saga.encode()
            : saga.getString("service") + "/" + saga.getString("name") + " " + id + " goes on: "
                + saga.getString("state"));
    return 0;
  }
}
