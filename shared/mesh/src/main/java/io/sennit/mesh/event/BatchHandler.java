package io.sennit.mesh.event;

import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import java.util.List;

/**
 * What a service does with several events at once, for those who can do it in fewer statements than
 * one an event. A batch that fails is handled again, event by event.
 */
@FunctionalInterface
public interface BatchHandler {

  /**
   * Of one partition, in order. An event that follows from one of these says so by
   * {@link NewEvent#because}.
   */
  Future<Void> handle(List<Event> events, Transaction transaction);
}
