package io.sennit.cluster;

/** A node cannot take its place in the cluster; the message says why and what to change. */
public final class CannotJoin extends Exception {
  private static final long serialVersionUID = 1L;

  CannotJoin(String message) {
    super(message, null, false, false);
  }
}
