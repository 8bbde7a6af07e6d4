package io.sennit.contracts;

/**
 * Why an order was rejected. An order may also carry the word TIMED_OUT as its reason: that nobody
 * answered for it in time, and what had been done for it was undone.
 */
public enum Reason {
  OUT_OF_STOCK,
  PAYMENT_REFUSED,
  UNKNOWN_PRODUCT
}
