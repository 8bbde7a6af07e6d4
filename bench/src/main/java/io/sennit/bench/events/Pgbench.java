package io.sennit.bench.events;

import io.sennit.mesh.store.DatabaseUri;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own benchmark, which knows no JVM; it is asked only where it is installed. */
final class Pgbench {
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
  private static final String TAKE = """
      BEGIN;
      INSERT INTO plain.taken VALUES (nextval('plain.pgbench'), 'subject', 1);
      UPDATE plain.cursor SET position = 1 WHERE worker = :client_id;
      COMMIT;
      """;

  private final Site site;
  private final boolean installed;

  Pgbench(Site site) throws Exception {
    this.site = site;
    this.installed = isInstalled();
    site.sql("CREATE SEQUENCE plain.pgbench START 1000000000");
    Files.writeString(script(), TAKE);
  }

  /** Transactions a second that take one event each. */
  OptionalDouble take(double seconds) throws IOException, InterruptedException {
    if (!installed) {
      return OptionalDouble.empty();
    }
    DatabaseUri uri = site.uri();
    String clients = Integer.toString(Site.CONNECTIONS);
    ProcessBuilder pgbench = new ProcessBuilder(
            "pgbench",
            "--no-vacuum",
            "--protocol=prepared",
            "--client=" + clients,
            "--jobs=2",
            "--time=" + Math.max(1, Math.round(seconds)),
            "--file=" + script(),
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

  private Path script() {
    return site.folder().resolve("take.sql");
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
