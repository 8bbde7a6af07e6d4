package io.sennit.node.command;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What has happened. */
@Command(
    name = "events",
    description = "Read the event log: the newest events, or all behind a position.",
    modelTransformer = AdminOptions.class,
    mixinStandardHelpOptions = true,
    subcommands = {
      EventsLagCommand.class,
      EventsDeadCommand.class,
      EventsRetryCommand.class,
      EventsDropCommand.class,
      EventsReplayCommand.class,
    })
final class EventsCommand implements Callable<Integer> {
  private static final int WAIT_SECONDS = 20;

  @Option(names = "--source", paramLabel = "SERVICE", description = "Only what this one has told")
  private @Nullable String source;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only these types, such as order.placed or order.*, with commas between")
  private @Nullable String type;

  @Option(names = "--subject", paramLabel = "ID", description = "Only what happened to this one")
  private @Nullable String subject;

  @Option(
      names = "--after",
      paramLabel = "POSITION",
      description = "Begin behind a position of the source, or with the oldest by: beginning")
  private @Nullable String after;

  @Option(names = "--limit", paramLabel = "N", description = "The most of each service (100)")
  private @Nullable Integer limit;

  @Option(names = "--follow", description = "Go on with what happens from now on")
  private boolean follow;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    check();
    Printer printer = new Printer(spec);
    AdminClient node = printer.node();
    JsonObject page = node.get(path(after).toString());
    printer.warnOfSilence(page);
    if (printer.json() && !follow) {
      printer.line(page.encode());
      return 0;
    }
    Table table = new Table("TIME", "EVENT", "TYPE", "SUBJECT", "DATA");
    print(printer, table, page);
    while (follow && !printer.out().checkError()) {
      page = node.get(path(page.getString("next")).with("wait", WAIT_SECONDS).toString());
      print(printer, table, page);
    }
    return 0;
  }

  private void check() {
    if (limit != null && (limit < 1 || limit > 1_000)) {
      throw new ParameterException(spec.commandLine(), "--limit takes 1 to 1000, not " + limit);
    }
  }

  private Query path(@Nullable String behind) {
    return new Query("/admin/events")
        .with("source", source)
        .with("type", type)
        .with("subject", subject)
        .with("limit", limit)
        .with("after", behind);
  }

  private static void print(Printer printer, Table table, JsonObject page) {
    Printer.items(page, "items").forEach(event -> {
      if (printer.json()) {
        printer.line(event.encode());
      } else {
        table.row(
            event.getString("time"),
            event.getString("source") + "/" + event.getString("id"),
            event.getString("type"),
            event.getString("subject"),
            Printer.cell(event.getJsonObject("data").encode()));
      }
    });
    if (!printer.json()) {
      table.print(printer.out());
    }
  }
}
