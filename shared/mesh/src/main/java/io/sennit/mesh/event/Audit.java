package io.sennit.mesh.event;

import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what operators do, together with what they do. */
final class Audit {
  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
  private static final String WRITE =
      "INSERT INTO event_audit (who, action, detail) VALUES ($1, $2, $3)";

  private Audit() {}

  static Future<Void> write(Transaction transaction, String action, String detail) {
    String who = transaction.call().identity().subject();
    transaction.afterCommit(() -> LOG.info("{} by {}: {}", action, who, detail));
    return transaction.execute(WRITE, Tuple.of(who, action, detail)).mapEmpty();
  }
}
