package io.sennit.mesh.store;

import java.time.Duration;

/**
 * The bounds of a service's work with the database.
 *
 * <p>Eight connections keep a database on a few cores busy, and five services on three nodes still
 * fit into the 200 that the embedded server allows. The calls that may wait are those that it
 * answers within a second or so: more would only time out later.
 *
 * @param connections the most connections of one service on this node
 * @param waiting the most calls that wait for a connection; further ones are refused at once
 * @param connectTimeout how long a new connection, and the wait for a free one, may take
 * @param statementTimeout after which the server ends a statement, or a transaction that does
 *     nothing
 * @param migrationTimeout how long one statement of a migration, and the wait for another node's
 *     migrations, may take
 */
public record StoreOptions(
    int connections,
    int waiting,
    Duration connectTimeout,
    Duration statementTimeout,
    Duration migrationTimeout) {

  public StoreOptions {
    if (connections < 1 || waiting < 0) {
      throw new IllegalArgumentException(
          "A store needs at least one connection and a bounded queue of waiting calls.");
    }
  }

  public static StoreOptions defaults() {
    return new StoreOptions(
        8, 256, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMinutes(2));
  }

  public StoreOptions withConnections(int most, int mostWaiting) {
    return new StoreOptions(most, mostWaiting, connectTimeout, statementTimeout, migrationTimeout);
  }

  public StoreOptions withTimeouts(Duration connect, Duration statement, Duration migration) {
    return new StoreOptions(connections, waiting, connect, statement, migration);
  }

  /** Shorter than a statement's time, so that who waits for a lock learns that it was the lock. */
  Duration lockTimeout() {
    return statementTimeout.dividedBy(2);
  }

  /**
   * When nothing was heard from the server for so long, it is gone: it would have ended the
   * statement by then.
   */
  Duration silence() {
    return statementTimeout.plusSeconds(5);
  }
}
