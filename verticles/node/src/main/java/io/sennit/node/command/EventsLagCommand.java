package io.sennit.node.command;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How far groups are behind. */
@Command(
    name = "lag",
    description =
        "How far each group is behind: events, the age of the oldest, and what is parked.",
    modelTransformer = AdminOptions.class,
    mixinStandardHelpOptions = true)
final class EventsLagCommand implements Callable<Integer> {
  @Option(names = "--partitions", description = "Each partition, with who works on it")
  private boolean partitions;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Printer printer = new Printer(spec);
    JsonObject page = printer.node().get("/admin/events/lag");
    printer.warnOfSilence(page);
    if (printer.json()) {
      printer.line(page.encode());
      return 0;
    }
    (partitions ? partitions(page) : groups(page)).print(printer.out());
    return 0;
  }

  private static Table groups(JsonObject page) {
    Table table = new Table("GROUP", "SOURCE", "BEHIND", "FOR", "WAITING", "DEAD", "STATE");
    Printer.items(page, "items")
        .forEach(group -> table.row(
            name(group),
            group.getString("source"),
            behind(group),
            age(group),
            group.getLong("waiting").toString(),
            group.getLong("dead").toString(),
            state(group)));
    return table;
  }

  private static String state(JsonObject group) {
    if (group.getLong("stopped") > 0) {
      return "STOPPED in " + group.getLong("stopped") + " of "
          + group.getJsonArray("partitions").size();
    }
    if (group.containsKey("silent")) {
      return "SOURCE SILENT";
    }
    return group.getBoolean("declared") ? "UP" : "RETIRED";
  }

  private static Table partitions(JsonObject page) {
    Table table = new Table(
        "GROUP",
        "SOURCE",
        "PARTITION",
        "POSITION",
        "BEHIND",
        "FOR",
        "WAITING",
        "DEAD",
        "OWNER",
        "STOPPED");
    Printer.items(page, "items")
        .forEach(group -> Printer.items(group, "partitions")
            .forEach(one -> table.row(
                name(group),
                group.getString("source"),
                one.getInteger("partition").toString(),
                one.getLong("position").toString(),
                behind(one),
                age(one),
                one.getLong("waiting").toString(),
                one.getLong("dead").toString(),
                one.getString("owner"),
                one.getString("stopped"))));
    return table;
  }

  private static String name(JsonObject group) {
    return group.getString("service") + "/" + group.getString("group");
  }

  private static @Nullable String behind(JsonObject lag) {
    Long events = lag.getLong("events");
    if (events == null) {
      return null;
    }
    return events + (lag.getBoolean("atLeast") ? "+" : "");
  }

  private static @Nullable String age(JsonObject lag) {
    Double seconds = lag.getDouble("seconds");
    return seconds == null ? null : Age.of(Duration.ofMillis(Math.round(seconds * 1_000)));
  }
}
