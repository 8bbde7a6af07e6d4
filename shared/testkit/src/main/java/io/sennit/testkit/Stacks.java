package io.sennit.testkit;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where threads are: what a wait that came to nothing has to tell, since afterwards nobody knows.
 */
final class Stacks {
  /** Whose work tells something. Threads that have none of it in hand are not shown. */
  private static final String[] OURS = {"io.sennit.", "com.hazelcast.internal.cluster."};

  private Stacks() {}

  /** The threads that are at work in Sennit, or at joining or leaving a cluster. */
  static String now() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> Stream.of(thread.getValue()).anyMatch(Stacks::isOurs))
        .map(Stacks::text)
        .collect(Collectors.joining("\n"));
  }

  private static boolean isOurs(StackTraceElement frame) {
    return Stream.of(OURS).anyMatch(frame.getClassName()::startsWith);
  }

  private static String text(Map.Entry<Thread, StackTraceElement[]> thread) {
    return Stream.of(thread.getValue())
        .map(frame -> "\n    at " + frame)
        .collect(Collectors.joining("", "  " + thread.getKey().getName(), ""));
  }
}
