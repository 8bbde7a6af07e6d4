package io.sennit.node.command;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is under way across services. */
@Command(
    name = "sagas",
    description = "Running and finished sagas, the newest first; or one with its steps.",
    modelTransformer = AdminOptions.class,
    mixinStandardHelpOptions = true,
    subcommands = SagasRetryCommand.class)
final class SagasCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "ID", description = "One saga")
  private @Nullable String id;

  @Option(names = "--service", paramLabel = "SERVICE", description = "Only of this service")
  private @Nullable String service;

  @Option(names = "--name", paramLabel = "NAME", description = "Only these, such as place-order")
  private @Nullable String name;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "RUNNING, COMPENSATING, PARKED, COMPLETED or FAILED")
  private @Nullable String state;

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
    JsonObject answer = printer.node().get(path());
    if (id == null) {
      printer.page(answer, SagasCommand::list);
      return 0;
    }
    printer.warnOfSilence(answer);
    if (printer.json()) {
      printer.line(answer.encode());
    } else {
      print(answer, printer.out());
    }
    return 0;
  }

  private String path() {
    Query query = id == null
        ? new Query("/admin/sagas").with("state", state).with("after", after)
        : new Query("/admin/sagas/" + Query.segment(id));
    return query.with("service", service).with("name", name).toString();
  }

  private static Table list(JsonObject page) {
    Table table = new Table("SAGA", "ID", "STATE", "STEP", "ATTEMPTS", "AGE", "REASON", "ERROR");
    Printer.items(page, "items").forEach(saga -> row(table, saga));
    return table;
  }

  private static void row(Table table, JsonObject saga) {
    table.row(
        saga.getString("service") + "/" + saga.getString("name"),
        saga.getString("id"),
        saga.getString("state"),
        saga.getString("step"),
        String.valueOf(saga.getInteger("attempts")),
        Age.of(Duration.between(Instant.parse(saga.getString("startedAt")), Instant.now())),
        saga.getString("reason"),
        Printer.cell(saga.getString("error")));
  }

  private static void print(JsonObject saga, PrintWriter out) {
    Table head = list(new JsonObject());
    row(head, saga);
    head.print(out);
    out.println();
    Table steps = new Table("STEP", "STATE", "SINCE", "ATTEMPTS", "ERROR");
    Printer.items(saga, "steps")
        .forEach(step -> steps.row(
            step.getString("name"),
            step.getString("state"),
            step.getString("at"),
            String.valueOf(step.getInteger("attempts")),
            Printer.cell(step.getString("error"))));
    steps.print(out);
    out.println();
    Table history = new Table("TIME", "STEP", "WHAT", "EVENT", "DETAIL");
    Printer.items(saga, "history")
        .forEach(entry -> history.row(
            entry.getString("at"),
            entry.getString("step"),
            entry.getString("what"),
            entry.getString("event"),
            Printer.cell(entry.getString("detail"))));
    history.print(out);
  }
}
