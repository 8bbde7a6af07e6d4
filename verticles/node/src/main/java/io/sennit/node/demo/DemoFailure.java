package io.sennit.node.demo;

/** The demonstration cannot go on; the message is one line that says why and what to do. */
public final class DemoFailure extends Exception {
  private static final long serialVersionUID = 1L;

  DemoFailure(String message) {
    super(message, null, false, false);
  }
}
