package io.sennit.gateway.request;

/** Paths that mean another one. */
final class Paths {
  private Paths() {}

  static boolean hasDots(String path) {
    return path.contains("/./")
        || path.contains("/../")
        || path.endsWith("/.")
        || path.endsWith("/..");
  }
}
