package io.sennit.node.command;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives up for good what could not be handled. */
@Command(
    name = "drop",
    description = "Remove a parked event for good; later ones of its subject go on.",
    modelTransformer = AdminOptions.class,
    mixinStandardHelpOptions = true)
final class EventsDropCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "Such as orders-12, as events dead shows it")
  private String id;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Printer printer = new Printer(spec);
    JsonObject letter =
        printer.node().post("/admin/events/dead/" + Query.segment(id) + "/drop", "");
    printer.line(
        printer.json()
            ? letter.encode()
            : id + " is dropped: " + letter.getString("type") + " of "
                + letter.getString("subject"));
    return 0;
  }
}
