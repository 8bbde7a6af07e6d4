package io.sennit.bench.profile;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a recording says of processor time and of allocations. Its samples of native code are left
 * out: of all threads in it only one is looked at a time, so that they are no shares of anything.
 */
final class Samples {
  private static final String JAVA = "jdk.ExecutionSample";
  private static final String ALLOCATION = "jdk.ObjectAllocationSample";

  private static final int ROOMS = 20;
  private static final int METHODS = 20;
  private static final int SITES = 15;

  private int samples;
  private int telemetry;
  private final Shares rooms = new Shares();
  private final Shares callers = new Shares();
  private final Shares methods = new Shares();
  private final Shares allocations = new Shares();
  private final Map<Long, Allocation> earliest = new HashMap<>();

  private record Allocation(Instant at, String name, long weight) {}

  static Samples read(Path file) throws IOException {
    Samples samples = new Samples();
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        samples.take(recording.readEvent());
      }
    }
    samples.leaveOutTheFirst();
    return samples;
  }

  private void take(RecordedEvent event) {
    RecordedStackTrace stack = event.getStackTrace();
    if (stack == null || stack.getFrames().isEmpty()) {
      return;
    }
    List<RecordedFrame> frames = stack.getFrames();
    switch (event.getEventType().getName()) {
      case JAVA -> ran(frames);
      case ALLOCATION -> allocated(event, frames);
      default -> {
        // Nothing that is asked about.
      }
    }
  }

  private void allocated(RecordedEvent event, List<RecordedFrame> frames) {
    Allocation one = new Allocation(
        event.getStartTime(),
        event.getClass("objectClass").getName() + " in " + ours(frames),
        event.getLong("weight"));
    allocations.add(one.name(), one.weight());
    RecordedThread thread = event.getThread();
    earliest.merge(
        thread == null ? 0 : thread.getId(),
        one,
        (known, other) -> other.at().isBefore(known.at()) ? other : known);
  }

  /**
   * The first sample of a thread stands for all that it has allocated since it began. Which one
   * that is shows in the end, since recordings are in no order.
   */
  private void leaveOutTheFirst() {
    earliest.values().forEach(first -> allocations.add(first.name(), -first.weight()));
  }

  private void ran(List<RecordedFrame> frames) {
    RecordedFrame top = frames.get(0);
    samples++;
    rooms.add(Room.of(type(top)), 1);
    methods.add(named(top), 1);
    String caller = ours(frames);
    callers.add(caller, 1);
    if (Room.isTelemetry(caller)) {
      telemetry++;
    }
  }

  /** Sennit's own method that all of it is for, or the one at the top where there is none. */
  private static String ours(List<RecordedFrame> frames) {
    return frames.stream()
        .filter(frame -> Room.isOurs(type(frame)))
        .findFirst()
        .map(Samples::named)
        .orElseGet(() -> Room.of(type(frames.get(0))));
  }

  private static String type(RecordedFrame frame) {
    return frame.getMethod().getType().getName();
  }

  private static String named(RecordedFrame frame) {
    return type(frame) + "." + frame.getMethod().getName();
  }

  void print(PrintWriter out) {
    rooms.print(out, "time in Java by package, of " + samples + " samples", ROOMS);
    out.printf(
        Locale.ROOT,
        "    %5.1f %%  of it for metrics, traces and the access log%n",
        100.0 * telemetry / Math.max(1, samples));
    methods.print(out, "by method", METHODS);
    callers.print(out, "by Sennit's method that it is for", METHODS);
    allocations.print(out, "bytes allocated", SITES);
  }
}
