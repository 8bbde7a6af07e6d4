package io.sennit.postgres;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded PostgreSQL as a verticle: deploying it starts the server, undeploying it stops the
 * server.
 */
public final class PostgresVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresVerticle.class);

  private final PostgresOptions options;
  private volatile @Nullable EmbeddedPostgres postgres;

  public PostgresVerticle(PostgresOptions options) {
    this.options = options;
  }

  @Override
  public Future<?> start() {
    return vertx
        .executeBlocking(() -> EmbeddedPostgres.start(options), false)
        .onSuccess(started -> {
          postgres = started;
          started
              .onExit()
              .thenAccept(reason -> LOG.error(
                  "Services that keep data fail until Sennit is started again: {}",
                  reason.getMessage()));
        });
  }

  @Override
  public Future<?> stop() {
    EmbeddedPostgres running = postgres;
    return running == null
        ? Future.succeededFuture()
        : vertx.executeBlocking(
            () -> {
              running.close();
              return running;
            },
            false);
  }

  /** The running server; there is one once the deployment has succeeded. */
  public EmbeddedPostgres postgres() {
    EmbeddedPostgres running = postgres;
    if (running == null) {
      throw new IllegalStateException(
          "The embedded PostgreSQL is not running: deploy its verticle first.");
    }
    return running;
  }
}
