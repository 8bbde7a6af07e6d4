package io.sennit.bench.options;

import io.sennit.bench.measure.Machine;
import io.sennit.bench.measure.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a benchmark tells: tables for who reads along, and all of them as JSON where wanted. */
public final class Report {
  @Option(names = "--out", description = "Writes all figures as JSON")
  private @Nullable Path out;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private final JsonArray tables = new JsonArray();

  /** Where all that is told can be read. */
  public PrintWriter text() {
    return command.commandLine().getOut();
  }

  /** What was measured is written even if what follows fails. */
  public void add(Table table) throws IOException {
    table.print(text());
    tables.add(table.toJson());
    if (out != null) {
      Files.writeString(out, toJson().encodePrettily());
    }
  }

  private JsonObject toJson() throws IOException {
    return new JsonObject()
        .put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("machine", Machine.describe())
        .put("tables", tables);
  }
}
