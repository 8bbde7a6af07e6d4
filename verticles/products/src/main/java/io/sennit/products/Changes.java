package io.sennit.products;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonArray;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Tells all instances of the service which products have just changed. One message for all that a
 * transaction changed: the events in the log name only some of it, and each of them alone.
 */
final class Changes {
  private static final String ADDRESS = "sennit/changed/products";

  private final Vertx vertx;

  Changes(Vertx vertx) {
    this.vertx = vertx;
  }

  /** May be lost on its way. */
  void tell(Collection<UUID> products) {
    JsonArray ids = new JsonArray();
    products.forEach(id -> ids.add(id.toString()));
    vertx.eventBus().publish(ADDRESS, ids);
  }

  /** Hears of them on the event loop of who asks, from the end of the future on. */
  Future<Void> hear(Consumer<UUID> changed) {
    MessageConsumer<JsonArray> consumer = vertx
        .eventBus()
        .consumer(
            ADDRESS,
            message ->
                message.body().forEach(id -> changed.accept(UUID.fromString(id.toString()))));
    return consumer.completion();
  }
}
