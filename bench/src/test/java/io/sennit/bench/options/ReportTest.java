package io.sennit.bench.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.bench.measure.Figures;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ReportTest {
  @TempDir
  Path folder;

  private final StringWriter text = new StringWriter();
  private final StringWriter failure = new StringWriter();

  /** Measures one thing, and fails to measure a second one. */
  @Command
  private static final class Broken implements Callable<Integer> {
    @Mixin
    private final Report report = new Report();

    @Override
    public Integer call() throws Exception {
      Figures figures = new Figures("a second");
      figures.add("old", 100);
      figures.add("new", 150, "old");
      report.add(figures);
      throw new IllegalStateException("broken");
    }
  }

  @Test
  void whatWasMeasuredIsThereThoughTheNextThingFailed() throws Exception {
    Path out = folder.resolve("report.json");

    assertThat(run("--out", out.toString())).isEqualTo(1);

    assertThat(text.toString()).containsPattern("new +150 +1.50 +old");
    JsonObject report = new JsonObject(Files.readString(out));
    assertThat(report.getJsonObject("machine").getInteger("processors")).isPositive();
    assertThat(report.getString("date")).endsWith("Z");
    JsonArray figures = report.getJsonArray("tables").getJsonObject(0).getJsonArray("figures");
    assertThat(figures.getJsonObject(1).getDouble("ratio")).isEqualTo(1.5);
    assertThat(figures.getJsonObject(1).getString("to")).isEqualTo("old");
  }

  @Test
  void withoutAFileItIsText() {
    assertThat(run()).isEqualTo(1);

    assertThat(text.toString()).contains("a second");
    assertThat(failure.toString()).contains("broken");
  }

  private int run(String... arguments) {
    return new CommandLine(new Broken())
        .setOut(new PrintWriter(text))
        .setErr(new PrintWriter(failure))
        .execute(arguments);
  }
}
