package io.sennit.node.command;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What could not be handled. */
@Command(
    name = "dead",
    description = "Events that were given up, with their errors; or one of them as a whole.",
    modelTransformer = AdminOptions.class,
    mixinStandardHelpOptions = true)
final class EventsDeadCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "ID", description = "Such as orders-12")
  private @Nullable String id;

  @Option(names = "--all", description = "Also those that are tried again, and those behind them")
  private boolean all;

  @Option(names = "--group", paramLabel = "GROUP", description = "Only of this group")
  private @Nullable String group;

  @Option(names = "--source", paramLabel = "SERVICE", description = "Only what this one has told")
  private @Nullable String source;

  @Option(names = "--subject", paramLabel = "ID", description = "Only what happened to this one")
  private @Nullable String subject;

  @Option(
      names = "--after",
      paramLabel = "NEXT",
      description = "Begin where the page before has ended, which says how")
  private @Nullable String after;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Printer printer = new Printer(spec);
    if (id != null) {
      JsonObject one = printer.node().get("/admin/events/dead/" + Query.segment(id));
      printer.line(printer.json() ? one.encode() : one.encodePrettily());
      return 0;
    }
    printer.page(printer.node().get(path()), EventsDeadCommand::table);
    return 0;
  }

  private String path() {
    Query query = new Query("/admin/events/dead")
        .with("state", all ? null : "DEAD")
        .with("source", source)
        .with("subject", subject)
        .with("after", after);
    int slash = group == null ? -1 : group.indexOf('/');
    if (group != null && slash > 0) {
      query.with("service", group.substring(0, slash));
    }
    return query
        .with("group", group == null ? null : group.substring(slash + 1))
        .toString();
  }

  private static Table table(JsonObject page) {
    Table table = new Table(
        "ID",
        "GROUP",
        "EVENT",
        "TYPE",
        "SUBJECT",
        "STATE",
        "ATTEMPTS",
        "BEHIND IT",
        "AGE",
        "ERROR");
    Printer.items(page, "items")
        .forEach(one -> table.row(
            one.getString("id"),
            one.getString("service") + "/" + one.getString("group"),
            one.getString("source") + "/" + one.getLong("position"),
            one.getString("type"),
            one.getString("subject"),
            one.getString("state"),
            one.getInteger("attempts").toString(),
            one.getLong("behind").toString(),
            Age.of(Duration.between(Instant.parse(one.getString("parkedAt")), Instant.now())),
            Printer.cell(one.getString("error"))));
    return table;
  }
}
