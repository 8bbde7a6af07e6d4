package io.sennit.bench.trial;

import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.PostgresOptions;

/** The database, which is at the same place after each restart. */
final class Server implements AutoCloseable {
  private final PostgresOptions options;
  private EmbeddedPostgres running;

  Server(PostgresOptions options) {
    this.running = EmbeddedPostgres.start(options);
    this.options = options.withPort(running.port());
  }

  int port() {
    return running.port();
  }

  String uri() {
    return running.uri();
  }

  /** The same by another way. */
  String uri(int port) {
    return running.uri().replace(":" + running.port() + "/", ":" + port + "/");
  }

  /** Breaks off whatever it does, as a crash. */
  void crash() {
    running.stopAtOnce();
  }

  void comeAgain() {
    running = EmbeddedPostgres.start(options);
  }

  @Override
  public void close() {
    running.close();
  }
}
