package io.sennit.bench.contest;

/** A program that a contestant needs is not there, and how it can be had. */
public final class Missing extends Exception {
  private static final long serialVersionUID = 1;

  Missing(String message) {
    super(message);
  }
}
