package io.sennit.mesh.event;

import io.vertx.core.Future;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that one instance reads. Used on one event loop. */
final class Subscriptions {
  private final String service;
  private final Surroundings surroundings;
  private final List<GroupReader> readers;
  private @Nullable MessageConsumer<Object> rebalance;

  Subscriptions(String service, List<Subscription> subscriptions, Surroundings surroundings) {
    this.service = service;
    this.surroundings = surroundings;
    this.readers = subscriptions.stream()
        .flatMap(subscription -> subscription.sources().stream()
            .map(from -> new GroupReader(new Reading(service, subscription, from), surroundings)))
        .toList();
  }

  /** Where instances of a service tell each other that there is something to take over. */
  static String rebalanceAddress(String service) {
    return "sennit/rebalance/" + service;
  }

  void start() {
    if (readers.isEmpty()) {
      return;
    }
    rebalance =
        surroundings.vertx().eventBus().consumer(rebalanceAddress(service), change -> rebalance());
    readers.forEach(GroupReader::start);
  }

  void rebalance() {
    if (rebalance != null) {
      readers.forEach(GroupReader::tick);
    }
  }

  Future<Void> stop() {
    Future<Void> deaf = rebalance == null ? Future.succeededFuture() : rebalance.unregister();
    return Future.join(readers.stream().map(GroupReader::stop).toList())
        .eventually(() -> deaf)
        .mapEmpty();
  }
}
