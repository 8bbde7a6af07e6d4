package io.sennit.node.command;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What happened for one request, on all nodes. */
@Command(
    name = "trace",
    description = "All that happened for one request, on all nodes; or the requests that are"
        + " remembered, the newest first.",
    modelTransformer = AdminOptions.class,
    mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {
  private static final Pattern ID =
      Pattern.compile("(?:00-)?([0-9a-f]{32})(?:-[0-9a-f]{16}-[0-9a-f]{2})?");
  private static final String INDENT = "  ";
  private static final int DEEPEST = 30;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The traceId of a problem or a log line, or a traceparent")
  private @Nullable String id;

  @Option(names = "--failed", description = "Only what failed")
  private boolean failed;

  @Option(names = "--slower", paramLabel = "MS", description = "Only what took longer")
  private @Nullable Integer slower;

  @Option(names = "--limit", paramLabel = "N", description = "The most that are listed (20)")
  private @Nullable Integer limit;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    String path = path();
    Printer printer = new Printer(spec);
    JsonObject answer = printer.node().get(path);
    if (id == null) {
      printer.page(answer, TraceCommand::list);
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
    if (id == null) {
      return new Query("/admin/traces")
          .with("failed", failed ? true : null)
          .with("slower", slower)
          .with("limit", limit)
          .toString();
    }
    Matcher known = ID.matcher(id.toLowerCase(Locale.ROOT));
    if (!known.matches()) {
      throw new ParameterException(
          spec.commandLine(),
          "'" + id
              + "' is no trace: give the 32 hexadecimal digits of a traceId, or a traceparent");
    }
    if (failed || slower != null || limit != null) {
      throw new ParameterException(
          spec.commandLine(), "--failed, --slower and --limit are for the list: give no ID");
    }
    return "/admin/traces/" + known.group(1);
  }

  private static Table list(JsonObject page) {
    Table table = new Table("TIME", "TRACE", "WHAT", "TOOK", "OUTCOME");
    Printer.items(page, "items")
        .forEach(span -> table.row(
            span.getString("startedAt"),
            span.getString("trace"),
            what(span),
            millis(span.getLong("micros")),
            outcome(span)));
    return table;
  }

  private static void print(JsonObject story, PrintWriter out) {
    out.println("trace " + story.getString("trace") + ", " + story.getString("startedAt") + ", "
        + millis(story.getLong("micros"))
        + (story.getBoolean("sampled") ? "" : ", not sampled: only what failed is remembered"));
    out.println();
    Table table = new Table("AT", "TOOK", "WHAT", "NODE", "OUTCOME");
    Printer.items(story, "items")
        .forEach(span -> table.row(
            millis(span.getLong("offsetMicros")),
            millis(span.getLong("micros")),
            INDENT.repeat(Math.min(DEEPEST, span.getInteger("depth"))) + what(span),
            span.getString("node"),
            outcome(span)));
    table.print(out);
    if (story.getBoolean("more")) {
      out.println("there is more: each node tells the first of what it remembers");
      out.flush();
    }
  }

  private static String what(JsonObject span) {
    String text = span.getString("kind").toLowerCase(Locale.ROOT) + " " + span.getString("name");
    return switch (span.getString("kind")) {
      case "CALL" ->
        text + " by " + span.getString("by") + " to " + span.getString("instance")
            + tries(span.getInteger("attempt"));
      case "EVENT" -> text + " " + span.getString("event") + " by " + span.getString("by");
      default -> text;
    };
  }

  private static String tries(int attempt) {
    return attempt == 1 ? "" : ", attempt " + attempt;
  }

  private static String outcome(JsonObject span) {
    String problem = span.getString("problem");
    String detail = span.getString("detail");
    return span.getInteger("status")
        + (problem == null ? "" : " " + problem)
        + (detail == null ? "" : ": " + Printer.cell(detail));
  }

  private static String millis(long micros) {
    return String.format(Locale.ROOT, "%.3f ms", micros / 1e3);
  }
}
