package io.sennit.contracts;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What orders ask of the products' stock, and its answers. All of them have the order as subject.
 *
 * <p>A command says what is to be reserved for the order from now on, not what to add: so it serves
 * new orders, changed ones, and the way back.
 */
public final class Stock {
  public static final String RESERVE = "stock.reserve";
  public static final String RELEASE = "stock.release";
  public static final String RESERVED = "stock.reserved";
  public static final String REJECTED = "stock.rejected";
  public static final String RELEASED = "stock.released";

  private Stock() {}

  /** From now on exactly these lines are reserved for the order, none that is not named. */
  public record Reserve(String orderId, List<Line> items) {
    public static Reserve of(JsonObject json) {
      return new Reserve(json.getString("orderId"), Line.list(json.getJsonArray("items")));
    }

    public JsonObject toJson() {
      return new JsonObject().put("orderId", orderId).put("items", Line.toJson(items));
    }
  }

  /** Nothing is reserved for the order any more, whatever was; all is well when nothing was. */
  public record Release(String orderId) {
    public static Release of(JsonObject json) {
      return new Release(json.getString("orderId"));
    }

    public JsonObject toJson() {
      return new JsonObject().put("orderId", orderId);
    }
  }

  /** What is reserved is as it was asked for. */
  public record Reserved(String orderId, List<Line> items) {
    public static Reserved of(JsonObject json) {
      return new Reserved(json.getString("orderId"), Line.list(json.getJsonArray("items")));
    }

    public JsonObject toJson() {
      return new JsonObject().put("orderId", orderId).put("items", Line.toJson(items));
    }
  }

  /** What is reserved is as it was before; {@code productId} is the one that was the reason. */
  public record Rejected(
      String orderId, Reason reason, @Nullable String productId) {
    public static Rejected of(JsonObject json) {
      return new Rejected(
          json.getString("orderId"),
          Reason.valueOf(json.getString("reason")),
          json.getString("productId"));
    }

    public JsonObject toJson() {
      JsonObject json = new JsonObject().put("orderId", orderId).put("reason", reason.name());
      return productId == null ? json : json.put("productId", Objects.requireNonNull(productId));
    }
  }

  /** What had been reserved and is no longer. */
  public record Released(String orderId, List<Line> items) {
    public static Released of(JsonObject json) {
      return new Released(json.getString("orderId"), Line.list(json.getJsonArray("items")));
    }

    public JsonObject toJson() {
      return new JsonObject().put("orderId", orderId).put("items", Line.toJson(items));
    }
  }
}
