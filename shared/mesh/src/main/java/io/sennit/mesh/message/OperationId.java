package io.sennit.mesh.message;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;

/**
 * The full name of an operation: {@code time.now} is the operation {@code now} of the service
 * {@code time}.
 */
public record OperationId(String service, String operation) {
  private static final int LONGEST_NAME = 63;

  public static OperationId parse(String text) {
    int dot = text.indexOf('.');
    if (dot > 0 && isName(text.substring(0, dot)) && isName(text.substring(dot + 1))) {
      return new OperationId(text.substring(0, dot), text.substring(dot + 1));
    }
    throw Problem.of(
        Kind.MALFORMED,
        "'" + text + "' is not an operation: write SERVICE.OPERATION, such as time.now.");
  }

  /**
   * Names of services and operations stand in addresses, paths and metrics, so they are kept plain:
   * {@code [a-z][a-z0-9-]{0,62}}. By hand, since each call that is made by name comes through here.
   */
  public static boolean isName(String text) {
    if (text.isEmpty() || text.length() > LONGEST_NAME || !isLetter(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z';
  }

  /** Where a plain Vert.x member of the cluster reaches it. */
  public String busAddress() {
    return "sennit/" + service + "/" + operation;
  }

  @Override
  public String toString() {
    return service + "." + operation;
  }
}
