package io.sennit.node.command;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a group do its work again. */
@Command(
    name = "replay",
    description = "Have a group handle events again, from when on or all of one subject.",
    modelTransformer = AdminOptions.class,
    mixinStandardHelpOptions = true)
final class EventsReplayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "GROUP", description = "Such as orders/billing, as events lag shows it")
  private String group;

  @Option(
      names = "--from",
      paramLabel = "WHEN",
      description = "A time (2026-11-20T11:22:33Z), how long ago (2h), a position, or: beginning")
  private @Nullable String from;

  @Option(names = "--source", paramLabel = "SERVICE", description = "Only the log of this one")
  private @Nullable String source;

  @Option(names = "--subject", paramLabel = "ID", description = "Only what happened to this one")
  private @Nullable String subject;

  @Option(
      names = "--force",
      description = "Also where that skips events, or where some are no longer kept")
  private boolean force;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    JsonObject order = order();
    Printer printer = new Printer(spec);
    JsonObject answer = printer.node().post("/admin/events/replay", order.encode());
    if (printer.json()) {
      printer.line(answer.encode());
      return 0;
    }
    String name = answer.getString("service") + "/" + answer.getString("group");
    Printer.items(answer, "sources").forEach(one -> printer.line(name + told(one)));
    return 0;
  }

  private JsonObject order() {
    if (from == null && subject == null) {
      throw new ParameterException(
          spec.commandLine(), "Say from when on with --from, or which subject with --subject");
    }
    JsonObject order = new JsonObject().put("group", group).put("force", force);
    if (source != null) {
      order.put("source", source);
    }
    if (subject != null) {
      order.put("subject", subject);
    }
    try {
      return from == null ? order : order.put("from", When.parse(from, Clock.systemUTC()));
    } catch (IllegalArgumentException malformed) {
      throw new ParameterException(
          spec.commandLine(), String.valueOf(malformed.getMessage()), malformed);
    }
  }

  private String told(JsonObject source) {
    String of = " of " + source.getString("source");
    if (subject != null) {
      return " handles again " + source.getInteger("events") + " events" + of + " of " + subject;
    }
    int unmoved = source.getInteger("unmoved");
    return " handles" + of + " again what is in " + source.getJsonArray("moved").size()
        + " partitions from there on"
        + (unmoved == 0 ? "" : "; in " + unmoved + " it has not come that far");
  }
}
