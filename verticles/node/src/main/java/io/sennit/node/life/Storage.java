package io.sennit.node.life;

import io.sennit.mesh.settings.DataSettings;
import io.sennit.mesh.settings.Secret;
import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.PostgresOptions;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL that the services of a node have in common: one that is named, or one of its own,
 * which starts while the rest of the node starts.
 */
public final class Storage implements AutoCloseable {
  private final @Nullable String named;
  private final @Nullable CompletableFuture<EmbeddedPostgres> own;

  private Storage(@Nullable String named, @Nullable CompletableFuture<EmbeddedPostgres> own) {
    this.named = named;
    this.own = own;
  }

  /**
   * The server that the settings name; where they name none, one of its own for whoever runs alone;
   * none at all where no service would use it.
   */
  static Storage of(DataSettings data, NodeStart.Mode mode, boolean needed) {
    Secret uri = data.database();
    if (uri == null && needed && mode == NodeStart.Mode.ALONE) {
      return embedded(data.folder(), 0);
    }
    return new Storage(uri == null || !needed ? null : uri.value(), null);
  }

  public static Storage embedded(Path folder, int port) {
    PostgresOptions options = PostgresOptions.in(folder).withPort(port);
    return new Storage(null, CompletableFuture.supplyAsync(() -> EmbeddedPostgres.start(options)));
  }

  /**
   * The server's address with its password, once it takes connections; null if this node has none.
   */
  public @Nullable String await() throws StartFailure {
    if (own == null) {
      return named;
    }
    try {
      return own.join().uri();
    } catch (CompletionException failed) {
      throw StartFailure.of(failed);
    }
  }

  /** Tells why, when a running server of its own ends without being asked to. */
  public void onDeath(Consumer<String> told) {
    if (own != null) {
      CompletableFuture<Void> unused = own.thenCompose(EmbeddedPostgres::onExit)
          .thenAccept(death -> told.accept(String.valueOf(death.getMessage())));
    }
  }

  /** Stops a server of its own, even one that is still starting. */
  @Override
  public void close() {
    if (own != null && !own.isCompletedExceptionally()) {
      own.handle((postgres, failure) -> postgres).thenAccept(Storage::stop).join();
    }
  }

  /** Ends a server of its own without waiting for anything; one that still starts is left. */
  public void stopAtOnce() {
    if (own != null && own.isDone() && !own.isCompletedExceptionally()) {
      own.join().stopAtOnce();
    }
  }

  private static void stop(@Nullable EmbeddedPostgres postgres) {
    if (postgres != null) {
      postgres.close();
    }
  }
}
