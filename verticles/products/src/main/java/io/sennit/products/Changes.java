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
  private static final String CHANGED = "sennit/changed/products";
  private static final String MOVED = "sennit/moved/products";

  private final Vertx vertx;

  Changes(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Whatever it is that has changed of them. May be lost on its way. */
  void changed(Collection<UUID> products) {
    tell(CHANGED, products);
  }

  /** Only their stock. May be lost on its way. */
  void moved(Collection<UUID> products) {
    tell(MOVED, products);
  }

  private void tell(String address, Collection<UUID> products) {
    JsonArray ids = new JsonArray();
    products.forEach(id -> ids.add(id.toString()));
    vertx.eventBus().publish(address, ids);
  }

  /** Hears of them on the event loop of who asks, from the end of the future on. */
  Future<Void> hear(Consumer<UUID> changed, Consumer<UUID> moved) {
    return Future.all(hear(CHANGED, changed), hear(MOVED, moved)).mapEmpty();
  }

  private Future<Void> hear(String address, Consumer<UUID> listener) {
    MessageConsumer<JsonArray> consumer = vertx
        .eventBus()
        .consumer(
            address,
            message ->
                message.body().forEach(id -> listener.accept(UUID.fromString(id.toString()))));
    return consumer.completion();
  }
}
