package io.sennit.contracts;

/** Why an order was rejected. */
public enum Reason {
  OUT_OF_STOCK,
  PAYMENT_REFUSED,
  UNKNOWN_PRODUCT
}
