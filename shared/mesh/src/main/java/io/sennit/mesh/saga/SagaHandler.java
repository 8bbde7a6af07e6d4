package io.sennit.mesh.saga;

import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import java.util.List;

/** What a service does itself in the course of its sagas. */
@FunctionalInterface
public interface SagaHandler {

  /**
   * For all sagas that have come to this point together. Its effects belong into the transaction,
   * in which the sagas move on too; an event that follows from one of them is made by
   * {@link SagaRun#event}.
   */
  Future<Void> handle(List<SagaRun> sagas, Transaction transaction);
}
