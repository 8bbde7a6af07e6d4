package io.sennit.node.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has what was given up tried again. */
@Command(
    name = "retry",
    description = "Try a parked event again at once, as if it had never been tried.",
    modelTransformer = AdminOptions.class,
    mixinStandardHelpOptions = true)
final class EventsRetryCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "Such as orders-12, as events dead shows it")
  private String id;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    new Printer(spec).parked(id, "retry", "is tried again");
    return 0;
  }
}
