package io.sennit.contracts;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** An amount in whole minor units of a currency: 12999 EUR are 129.99 euros. */
public record Money(long amount, String currency) {

  public static Money of(JsonObject json) {
    return new Money(json.getLong("amount"), json.getString("currency"));
  }

  public static Money none(String currency) {
    return new Money(0, currency);
  }

  /** The JSON Schema of what {@link #toJson()} writes. */
  public static JsonObject schema() {
    JsonObject properties = new JsonObject()
        .put("amount", new JsonObject().put("type", "integer"))
        .put("currency", new JsonObject().put("type", "string"));
    return new JsonObject()
        .put("title", "Money")
        .put("description", "Whole minor units: 12999 EUR are 129.99 euros")
        .put("type", "object")
        .put("properties", properties)
        .put("required", new JsonArray().add("amount").add("currency"));
  }

  public JsonObject toJson() {
    return new JsonObject().put("amount", amount).put("currency", currency);
  }

  /** Fails on another currency and on more than fits, rather than answer a wrong sum. */
  public Money plus(Money other) {
    requireSameCurrency(other);
    return new Money(Math.addExact(amount, other.amount), currency);
  }

  public Money minus(Money other) {
    requireSameCurrency(other);
    return new Money(Math.subtractExact(amount, other.amount), currency);
  }

  public Money times(int quantity) {
    return new Money(Math.multiplyExact(amount, quantity), currency);
  }

  private void requireSameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "there is no sum of " + currency + " and " + other.currency);
    }
  }
}
