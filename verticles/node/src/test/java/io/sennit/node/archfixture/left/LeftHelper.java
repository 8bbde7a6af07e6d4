package io.sennit.node.archfixture.left;

import org.jspecify.annotations.Nullable;

/** What nobody does. */
final class LeftHelper {
  private LeftHelper() {}

  static void doze() throws InterruptedException {
    Thread.sleep(1);
  }

  static @Nullable String home() {
    String home = System.getenv("HOME");
    return home == null ? System.getProperty("user.home") : home;
  }
}
