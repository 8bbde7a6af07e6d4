package io.sennit.bench.measure;

import io.sennit.mesh.store.DatabaseUri;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own benchmark, which knows no JVM; it is asked only where it is installed. */
public final class Pgbench {
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

  private static final int FEW_CLIENTS = 8;
  private static final int TURNS_TO_CHOOSE = 5;

  private final DatabaseUri uri;
  private final Path script;
  private final boolean installed;

  /** @param script what one transaction does; it is kept in the folder */
  public Pgbench(DatabaseUri uri, Path folder, String script) throws Exception {
    this.uri = uri;
    this.script = folder.resolve("pgbench.sql");
    this.installed = isInstalled();
    Files.writeString(this.script, script);
  }

  /**
   * With how many clients it does most: with more they are in each other's way. Each number has
   * some turns of so long, and the median of them counts: by a single one, noise chooses.
   *
   * @param most no more than these
   */
  public int bestClients(int most, double seconds) throws IOException, InterruptedException {
    if (!installed) {
      return most;
    }
    Map<Integer, List<Double>> found = new TreeMap<>();
    for (int turn = 0; turn < TURNS_TO_CHOOSE; turn++) {
      for (int clients = Math.min(most, FEW_CLIENTS); clients <= most; clients *= 2) {
        found
            .computeIfAbsent(clients, first -> new ArrayList<>())
            .add(perSecond(clients, seconds).orElseThrow());
      }
    }
    return found.entrySet().stream()
        .max(Comparator.comparingDouble(each -> Medians.of(each.getValue(), rate -> rate)))
        .orElseThrow()
        .getKey();
  }

  /** Transactions a second. */
  public OptionalDouble perSecond(int clients, double seconds)
      throws IOException, InterruptedException {
    if (!installed) {
      return OptionalDouble.empty();
    }
    ProcessBuilder pgbench = new ProcessBuilder(
            "pgbench",
            "--no-vacuum",
            "--protocol=prepared",
            "--client=" + clients,
            "--jobs=" + Math.min(2, clients),
            "--time=" + Math.max(1, Math.round(seconds)),
            "--file=" + script,
            "--host=" + uri.host(),
            "--port=" + uri.port(),
            "--username=" + uri.user(),
            uri.database())
        .redirectErrorStream(true);
    pgbench.environment().put("PGPASSWORD", uri.password());
    Process process = pgbench.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher rate = RATE.matcher(said);
    if (!rate.find()) {
      throw new IOException("pgbench said: " + said);
    }
    return OptionalDouble.of(Double.parseDouble(rate.group(1)));
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      Process asked = new ProcessBuilder("pgbench", "--version").start();
      return asked.waitFor() == 0;
    } catch (IOException none) {
      return false;
    }
  }
}
