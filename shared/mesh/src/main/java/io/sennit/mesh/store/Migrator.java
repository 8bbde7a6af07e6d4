package io.sennit.mesh.store;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a service's schema up to its migrations, by Flyway and as the service's own role. Blocks.
 */
final class Migrator {
  static final String SERVICE_HISTORY = "flyway_schema_history";
  private static final String MESH_HISTORY = "flyway_sennit_history";

  private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

  private final DatabaseUri uri;
  private final StoreOptions options;

  Migrator(DatabaseUri uri, StoreOptions options) {
    this.uri = uri;
    this.options = options;
  }

  /** Answers how many migrations were executed. */
  int migrate(ServiceSchema schema, SchemaScripts scripts) {
    long began = System.nanoTime();
    try {
      int executed = flyway(schema, scripts.service())
              .table(SERVICE_HISTORY)
              .load()
              .migrate()
              .migrationsExecuted
          // They come to a schema that has the service's tables already.
          + flyway(schema, scripts.mesh())
              .table(MESH_HISTORY)
              .baselineOnMigrate(true)
              .baselineVersion("0")
              .load()
              .migrate()
              .migrationsExecuted;
      LOG.info(
          "The schema {} is up to date: {} migrations executed in {} ms",
          schema.name(),
          executed,
          Duration.ofNanos(System.nanoTime() - began).toMillis());
      return executed;
    } catch (FlywayMigrateException e) {
      String line = e.getLineNumber() > 0 ? " at line " + e.getLineNumber() : "";
      throw failure(
          schema,
          "migration " + e.getMigration().getScript() + " failed" + line + " (" + rootCause(e)
              + "): correct it and start again, it was rolled back as far as it was one transaction");
    } catch (FlywayException e) {
      throw failure(
          schema,
          "migrations do not fit its schema (" + rootCause(e)
              + "): put back the scripts as they were executed, and change things by a new one");
    }
  }

  private FluentConfiguration flyway(ServiceSchema schema, MigrationFiles files) {
    // The scripts are given, so our own class loader is the one that certainly has the driver.
    return Flyway.configure(Migrator.class.getClassLoader())
        .loggers("slf4j")
        .dataSource(jdbcUrl(), schema.role(), schema.password(uri))
        .jdbcProperties(session(schema))
        .defaultSchema(schema.name())
        .schemas(schema.name())
        .createSchemas(false)
        .locations(files.origin().location())
        .resourceProvider(new FlywayResources(files))
        .javaMigrationClassProvider(List::of)
        .skipDefaultCallbacks(true)
        .validateMigrationNaming(true)
        .placeholderReplacement(false)
        // A lock held by an open transaction would make CREATE INDEX CONCURRENTLY wait for ever; we
        // hold one of our own.
        .configuration(Map.of("flyway.postgresql.transactional.lock", "false"));
  }

  private String jdbcUrl() {
    String root = uri.rootCertificate();
    return "jdbc:postgresql://" + uri.server() + "/"
        + URLEncoder.encode(uri.database(), StandardCharsets.UTF_8)
        + "?sslmode=" + uri.tls().wireName()
        + (root == null ? "" : "&sslrootcert=" + URLEncoder.encode(root, StandardCharsets.UTF_8));
  }

  private Map<String, String> session(ServiceSchema schema) {
    long statement = options.migrationTimeout().toMillis();
    // A migration that waits for a lock holds up everybody behind it: better to give up and be
    // started again.
    long lock = options.lockTimeout().toMillis();
    Map<String, String> session = new HashMap<>();
    session.put("ApplicationName", "sennit migration " + schema.name());
    session.put(
        "connectTimeout", Long.toString(Math.max(1, options.connectTimeout().toSeconds())));
    session.put(
        "loginTimeout", Long.toString(Math.max(1, options.connectTimeout().toSeconds())));
    session.put(
        "socketTimeout",
        Long.toString(options.migrationTimeout().plusSeconds(10).toSeconds()));
    session.put("tcpKeepAlive", "true");
    session.put("options", "-c statement_timeout=" + statement + " -c lock_timeout=" + lock);
    return session;
  }

  private static String rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return oneLine(String.valueOf(cause.getMessage()));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  private static Problem failure(ServiceSchema schema, String what) {
    return Problem.of(Kind.INTERNAL, "Service " + schema.name() + ": " + what + ".");
  }
}
