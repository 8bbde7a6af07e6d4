package io.sennit.contracts;

import io.vertx.core.json.JsonObject;

/**
 * What orders ask of the payments, and the answers. All of them have the order as subject.
 *
 * <p>A command says what is to be paid for the order from now on, not what to add: the difference
 * to what was paid before is charged or given back.
 */
public final class Payment {
  public static final String CHARGE = "payment.charge";
  public static final String REFUND = "payment.refund";
  public static final String CHARGED = "payment.charged";
  public static final String REFUSED = "payment.refused";
  public static final String REFUNDED = "payment.refunded";

  private Payment() {}

  /** From now on the user has paid exactly so much for the order. */
  public record Charge(String orderId, String userId, Money total) {
    public static Charge of(JsonObject json) {
      return new Charge(
          json.getString("orderId"),
          json.getString("userId"),
          Money.of(json.getJsonObject("total")));
    }

    public JsonObject toJson() {
      return new JsonObject()
          .put("orderId", orderId)
          .put("userId", userId)
          .put("total", total.toJson());
    }
  }

  /** All that was paid for the order is given back; all is well when nothing was. */
  public record Refund(String orderId, String userId) {
    public static Refund of(JsonObject json) {
      return new Refund(json.getString("orderId"), json.getString("userId"));
    }

    public JsonObject toJson() {
      return new JsonObject().put("orderId", orderId).put("userId", userId);
    }
  }

  /**
   * What is paid is as it was asked for.
   *
   * @param change what was charged for it, or given back where it is negative
   */
  public record Charged(String orderId, String userId, Money total, Money change) {
    public static Charged of(JsonObject json) {
      return new Charged(
          json.getString("orderId"),
          json.getString("userId"),
          Money.of(json.getJsonObject("total")),
          Money.of(json.getJsonObject("change")));
    }

    public JsonObject toJson() {
      return new JsonObject()
          .put("orderId", orderId)
          .put("userId", userId)
          .put("total", total.toJson())
          .put("change", change.toJson());
    }
  }

  /** What is paid is as it was before: the account does not have so much. */
  public record Refused(String orderId, String userId, Money total) {
    public static Refused of(JsonObject json) {
      return new Refused(
          json.getString("orderId"),
          json.getString("userId"),
          Money.of(json.getJsonObject("total")));
    }

    public JsonObject toJson() {
      return new JsonObject()
          .put("orderId", orderId)
          .put("userId", userId)
          .put("total", total.toJson());
    }
  }

  /** So much was given back, which is nothing when nothing had been paid. */
  public record Refunded(String orderId, String userId, long amount) {
    public static Refunded of(JsonObject json) {
      return new Refunded(
          json.getString("orderId"), json.getString("userId"), json.getLong("amount"));
    }

    public JsonObject toJson() {
      return new JsonObject().put("orderId", orderId).put("userId", userId).put("amount", amount);
    }
  }
}
