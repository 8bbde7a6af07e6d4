package io.sennit.gateway.request;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Lets only plain paths in: one path has one spelling, so that no rule can be walked around. */
public final class Paths {
  private Paths() {}

  public static String checked(@Nullable String path) {
    if (path == null || path.isEmpty() || path.charAt(0) != '/') {
      throw Problem.of(Kind.MALFORMED, "The request names no path.");
    }
    if (path.contains("//") || path.indexOf('\\') >= 0 || hasDots(path)) {
      throw Problem.of(
          Kind.MALFORMED, "The path must be plain: without empty or dot segments and backslashes.");
    }
    return path;
  }

  static boolean hasDots(String path) {
    return path.contains("/./")
        || path.contains("/../")
        || path.endsWith("/.")
        || path.endsWith("/..");
  }
}
