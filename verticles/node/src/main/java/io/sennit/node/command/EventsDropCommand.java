package io.sennit.node.command;

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
    new Printer(spec).parked(id, "drop", "is dropped");
    return 0;
  }
}
