package io.sennit.node.command;

/** A command could not do what was asked; the message is one line for its user. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message, null, false, false);
  }
}
