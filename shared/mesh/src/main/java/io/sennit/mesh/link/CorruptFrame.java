package io.sennit.mesh.link;

/** Bytes that are not what the format says; the message names what was expected where. */
final class CorruptFrame extends Exception {
  private static final long serialVersionUID = 1L;

  CorruptFrame(String message) {
    super(message, null, false, false);
  }
}
