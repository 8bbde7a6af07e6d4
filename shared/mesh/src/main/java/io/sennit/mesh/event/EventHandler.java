package io.sennit.mesh.event;

import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;

/** What a service does when something has happened elsewhere. */
@FunctionalInterface
public interface EventHandler {

  /**
   * Its effects belong into the transaction: they are kept together with the note that the event
   * was handled, so they happen exactly once. What is done beside it may be done again.
   */
  Future<Void> handle(Event event, Transaction transaction);
}
