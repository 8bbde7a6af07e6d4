package io.sennit.testkit;

/** Threads that move bytes; they end with the JVM at the latest. */
final class Background {
  private Background() {}

  static void run(String name, Runnable task) {
    Thread thread = new Thread(task, "testkit " + name);
    thread.setDaemon(true);
    thread.start();
  }
}
