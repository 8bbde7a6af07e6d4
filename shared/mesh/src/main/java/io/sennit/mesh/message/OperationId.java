package io.sennit.mesh.message;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import java.util.regex.Pattern;

/**
 * The full name of an operation: {@code time.now} is the operation {@code now} of the service
 * {@code time}.
 */
public record OperationId(String service, String operation) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

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
   * Names of services and operations stand in addresses, paths and metrics, so they are kept plain.
   */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
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
