package io.sennit.orders;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of an order that was confirmed before.
 *
 * @param items what it shall consist of; none when it is to be cancelled
 * @param reason why it stays as it was; null as long as that is open
 */
record Change(
    Kind kind, State state, List<Item> items, @Nullable String reason) {

  enum Kind {
    AMEND,
    CANCEL
  }

  enum State {
    PENDING,
    REJECTED
  }

  static Change amending(List<Item> items) {
    return new Change(Kind.AMEND, State.PENDING, items, null);
  }

  static Change cancelling() {
    return new Change(Kind.CANCEL, State.PENDING, List.of(), null);
  }

  static Change of(JsonObject json) {
    return new Change(
        Kind.valueOf(json.getString("kind")),
        State.valueOf(json.getString("state")),
        Item.list(json.getJsonArray("items")),
        json.getString("reason"));
  }

  boolean isPending() {
    return state == State.PENDING;
  }

  Change rejected(String why) {
    return new Change(kind, State.REJECTED, items, why);
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject()
        .put("kind", kind.name())
        .put("state", state.name())
        .put("items", Item.toJson(items));
    return reason == null ? json : json.put("reason", reason);
  }
}
