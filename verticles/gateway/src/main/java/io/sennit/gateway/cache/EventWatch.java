package io.sennit.gateway.cache;

import io.sennit.gateway.rules.CacheRules;
import io.sennit.mesh.directory.Directory;
import io.sennit.mesh.event.Hints;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Makes kept answers worthless when an event tells that they are. Events are heard as they are
 * published, and may be lost on their way; time ends what is kept in any case.
 */
final class EventWatch {
  private static final String ANY = "*";

  private final Vertx vertx;
  private final Directory directory;
  private final List<Interest> interests = new CopyOnWriteArrayList<>();
  private final Map<String, MessageConsumer<?>> consumers = new ConcurrentHashMap<>();
  private boolean hinted;
  private volatile boolean closed;

  /** What events of a type do to a place. */
  private record Interest(String types, Place place, CacheRules.Drops drops) {
    boolean concerns(String type) {
      return types.endsWith(ANY)
          ? type.startsWith(types.substring(0, types.length() - ANY.length()))
          : types.equals(type);
    }

    void apply(String subject) {
      if (drops.subject().isEmpty()) {
        place.drop();
      } else {
        place.dropSubject(subject);
      }
    }
  }

  EventWatch(Vertx vertx, Directory directory) {
    this.vertx = vertx;
    this.directory = directory;
  }

  synchronized void watch(Place place, CacheRules.Drops drops) {
    for (String types : drops.events()) {
      Interest interest = new Interest(types, place, drops);
      if (interests.contains(interest)) {
        continue;
      }
      interests.add(interest);
      if (!types.endsWith(ANY)) {
        hear(types);
      } else if (!hinted) {
        hinted = true;
        directory.onChange(this::hearHints);
        hearHints();
      }
    }
  }

  Future<Void> close() {
    closed = true;
    return Future.join(
            consumers.values().stream().map(MessageConsumer::unregister).toList())
        .mapEmpty();
  }

  private void hear(String type) {
    consumers.computeIfAbsent(
        "sennit/events/" + type,
        address ->
            vertx.eventBus().<JsonObject>consumer(address, event -> apply(type, event.body())));
  }

  private void apply(String type, JsonObject event) {
    String subject = event.getString("subject", "");
    interests.stream()
        .filter(interest -> interest.concerns(type))
        .forEach(interest -> interest.apply(subject));
  }

  /** There is an address for each type, and only hints tell which types there are. */
  private void hearHints() {
    if (closed) {
      return;
    }
    directory
        .services()
        .forEach(service -> consumers.computeIfAbsent(
            Hints.address("/" + service.name()),
            address -> vertx.eventBus().<String>consumer(address, hint -> learn(hint.body()))));
  }

  private void learn(String hint) {
    Hints.types(hint)
        .filter(type -> !consumers.containsKey("sennit/events/" + type))
        .forEach(type -> {
          List<Interest> concerned =
              interests.stream().filter(interest -> interest.concerns(type)).toList();
          if (!concerned.isEmpty()) {
            hear(type);
            // What it was about has not been heard.
            concerned.forEach(interest -> interest.place().drop());
          }
        });
  }
}
