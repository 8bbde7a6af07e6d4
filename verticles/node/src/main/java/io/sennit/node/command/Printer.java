package io.sennit.node.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What a command that asks a running node says to its user. */
final class Printer {
  private static final int LONGEST_CELL = 100;

  private final CommandSpec spec;

  Printer(CommandSpec spec) {
    this.spec = spec;
  }

  AdminClient node() throws CommandFailure {
    return AdminOptions.client(spec.commandLine().getParseResult());
  }

  boolean json() {
    return AdminOptions.json(spec.commandLine().getParseResult());
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  void line(String text) {
    out().println(text);
    out().flush();
  }

  /** A page of a list: as it came, or as a table and how to get the next one. */
  void page(JsonObject page, Function<JsonObject, Table> table) {
    warnOfSilence(page);
    if (json()) {
      line(page.encode());
      return;
    }
    table.apply(page).print(out());
    if (page.containsKey("next")) {
      line("there are more; the next page: --after " + page.getString("next"));
    }
  }

  /** Does something to a parked event, and says what has become of it. */
  void parked(String id, String order, String outcome) throws Exception {
    JsonObject letter = node().post("/admin/events/dead/" + Query.segment(id) + "/" + order, "");
    line(
        json()
            ? letter.encode()
            : id + " " + outcome + ": " + letter.getString("type") + " of "
                + letter.getString("subject"));
  }

  /** Who could not be asked is told beside the answer of the others. */
  void warnOfSilence(JsonObject page) {
    PrintWriter err = spec.commandLine().getErr();
    page.getJsonArray("silent", new JsonArray()).forEach(silent -> {
      JsonObject one = (JsonObject) silent;
      err.println("sennit: " + one.getString("service", one.getString("node")) + " is missing: "
          + one.getString("detail"));
    });
    err.flush();
  }

  static Stream<JsonObject> items(JsonObject page, String name) {
    return page.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast);
  }

  /** On one line, and no longer than a table can bear. */
  static @Nullable String cell(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String line = text.replaceAll("\\s+", " ");
    return line.length() > LONGEST_CELL ? line.substring(0, LONGEST_CELL - 3) + "..." : line;
  }
}
