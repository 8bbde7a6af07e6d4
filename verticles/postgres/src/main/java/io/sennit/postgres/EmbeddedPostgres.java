package io.sennit.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own on 127.0.0.1, a child of this process, that loses nothing it has
 * committed.
 *
 * <p>One process at a time may use a data folder: the caller holds a lock on it. A server that a
 * killed process left behind there is therefore nobody's, and is stopped before a new one starts.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  static final String HOST = "127.0.0.1";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  static final String USER = "postgres";
  static final String DATABASE = "sennit";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String PORT_TAKEN = "Address already in use";
  private static final String LEFTOVERS = "shared memory block";
  private static final int FREE_PORT_ATTEMPTS = 5;

  private final Postmaster postmaster;
  private final PostgresOptions options;
  private final int port;
  private final String password;
  private final CompletableFuture<PostgresException> died;
  private volatile boolean closing;

  private EmbeddedPostgres(
      Postmaster postmaster, PostgresOptions options, int port, String password) {
    this.postmaster = postmaster;
    this.options = options;
    this.port = port;
    this.password = password;
    this.died = postmaster
        .onExit()
        .thenCompose(process -> closing
            ? new CompletableFuture<>()
            : CompletableFuture.completedFuture(death(process.exitValue())));
  }

  /**
   * Starts the server on this data folder, which is made if need be. Blocks until it accepts
   * connections.
   */
  public static EmbeddedPostgres start(PostgresOptions options) {
    long began = System.nanoTime();
    try {
      Files.createDirectories(options.data());
      Path data = options.data().toRealPath();
      Orphan.stop(Cluster.folder(data), options.stopTimeout());
      Binaries binaries =
          Binaries.unpackedIn(Files.createDirectories(options.binaries()).toRealPath());
      Account account = Account.current();
      account.passThrough(data);
      account.passThrough(options.binaries().toRealPath());
      String password = new Cluster(data, binaries, account).prepare();
      EmbeddedPostgres started = start(options, new Launch(binaries, account, data), password);
      LOG.info(
          "PostgreSQL {} is ready on {}:{} after {} ms",
          binaries.version(),
          HOST,
          started.port,
          Duration.ofNanos(System.nanoTime() - began).toMillis());
      return started;
    } catch (IOException e) {
      throw new PostgresException(
          "PostgreSQL cannot use " + options.data() + " (" + e
              + "): see that this account may write there, or choose another --data.",
          e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private record Launch(Binaries binaries, Account account, Path data) {
    Postmaster on(int port) throws IOException {
      return Postmaster.launch(binaries, account, data, port);
    }

    Path cluster() {
      return Cluster.folder(data);
    }
  }

  private static EmbeddedPostgres start(PostgresOptions options, Launch launch, String password)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + options.startTimeout().toNanos();
    for (int attempt = 1; ; attempt++) {
      int port = options.port() == 0 ? freePort() : options.port();
      Postmaster postmaster = launch.on(port);
      boolean ready = false;
      try {
        ready = postmaster.awaitReady(launch.cluster(), Duration.ofNanos(end - System.nanoTime()));
      } finally {
        if (!ready) {
          postmaster.kill();
        }
      }
      if (ready) {
        return new EmbeddedPostgres(postmaster, options, port, password);
      }
      // The processes of a server that was killed end by themselves, some moments after it.
      boolean again = postmaster.log().says(LEFTOVERS)
          ? System.nanoTime() - end < 0
          : options.port() == 0
              && postmaster.log().says(PORT_TAKEN)
              && attempt < FREE_PORT_ATTEMPTS;
      if (!again) {
        throw refusal(postmaster, port);
      }
    }
  }

  private static PostgresException refusal(Postmaster postmaster, int port) {
    if (postmaster.log().says(PORT_TAKEN)) {
      return new PostgresException(
          "Port " + port + " on " + HOST
              + " is in use: end the program that listens there, or choose another port (0 takes any free one).");
    }
    return new PostgresException("PostgreSQL did not start: " + postmaster.log().verdict()
        + " (see " + postmaster.log().file() + ").");
  }

  private PostgresException death(int code) {
    return new PostgresException("PostgreSQL ended by itself with code " + code + " ("
        + postmaster.log().lastWords() + "): see " + postmaster.log().file() + ".");
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      return probe.getLocalPort();
    }
  }

  /** The superuser's address of the database: a secret. */
  public String uri() {
    return "postgresql://" + USER + ":" + password + "@" + HOST + ":" + port + "/" + DATABASE;
  }

  public int port() {
    return port;
  }

  /** The server's process. */
  public long pid() {
    return postmaster.pid();
  }

  /**
   * Completes when the server ends without being asked to, with the reason; never after
   * {@link #close()}.
   */
  public CompletionStage<PostgresException> onExit() {
    return died.minimalCompletionStage();
  }

  /** Ends all connections, writes a checkpoint and waits until the server is gone. */
  @Override
  public synchronized void close() {
    closing = true;
    try {
      postmaster.stop(options.stopTimeout());
    } catch (InterruptedException e) {
      postmaster.kill();
      throw interrupted(e);
    }
  }

  /**
   * Ends the server for a process that has no time to close it, even while another thread does; the
   * next start recovers what was committed.
   */
  public void stopAtOnce() {
    closing = true;
    try {
      postmaster.stopAtOnce();
    } catch (InterruptedException e) {
      postmaster.kill();
      throw interrupted(e);
    }
  }

  private static PostgresException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new PostgresException("The wait for PostgreSQL was interrupted: start again.", e);
  }
}
