package io.sennit.gateway.cache;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/**
 * What the gateways of a cluster tell each other: which paths something is kept of, and what of it
 * has become worthless. It may be lost on its way; time ends what is kept in any case.
 */
final class Gossip {
  private static final String ADDRESS = "sennit/gateway/cache";
  private static final String FROM = "from";
  private static final String PATH = "path";
  private static final String VALUES = "values";
  private static final String ASKS = "asks";

  private final Vertx vertx;
  private final Places places;
  private final String self = UUID.randomUUID().toString();
  private final MessageConsumer<JsonObject> consumer;

  Gossip(Vertx vertx, Places places) {
    this.vertx = vertx;
    this.places = places;
    this.consumer = vertx.eventBus().consumer(ADDRESS, message -> hear(message.body()));
    // Who comes later asks what the others keep, as a write here concerns them as well.
    consumer.completion().onSuccess(ready -> tell(new JsonObject().put(ASKS, true)));
  }

  /** From now on writes to this path concern everybody. */
  void keeps(Place place) {
    tell(new JsonObject().put(PATH, place.path()));
  }

  void dropped(Place place, List<String> values) {
    place.drop(values);
    tell(new JsonObject().put(PATH, place.path()).put(VALUES, new JsonArray(values)));
  }

  Future<Void> close() {
    return consumer.unregister();
  }

  private void tell(JsonObject news) {
    vertx.eventBus().publish(ADDRESS, news.put(FROM, self));
  }

  private void hear(JsonObject news) {
    if (self.equals(news.getString(FROM))) {
      return;
    }
    String path = news.getString(PATH);
    JsonArray values = news.getJsonArray(VALUES);
    if (path == null) {
      places.kept().forEach(this::keeps);
    } else if (values == null) {
      places.at(path).keep();
    } else {
      places.at(path).drop(values.stream().map(String::valueOf).toList());
    }
  }
}
