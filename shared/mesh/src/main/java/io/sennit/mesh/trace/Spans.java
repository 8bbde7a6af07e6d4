package io.sennit.mesh.trace;

import io.sennit.mesh.message.Trace;
import io.sennit.mesh.trace.Span.Act;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The spans that a node remembers, for as long as there is room: those of sampled traces, and those
 * that failed. What fails has room by name, so that one operation that fails all the time, or one
 * client that makes it fail, does not drive out what is known of the others.
 */
public final class Spans {
  /** Of sampled traces. */
  public static final int SAMPLED = 16_384;

  /** Of what failed, for each name. */
  public static final int FAILED = 128;

  private static final int MOST_NAMES = 128;
  private static final long MICROS = TimeUnit.SECONDS.toMicros(1);

  private final Clock clock;
  private final Ring sampled = new Ring(SAMPLED);
  private final Map<String, Ring> failed = new ConcurrentHashMap<>();
  private final Ring failedOthers = new Ring(FAILED);

  public Spans(Clock clock) {
    this.clock = clock;
  }

  /** Whether what ended so is remembered: this is all that most of what is done pays for it. */
  public static boolean wants(Trace trace, @Nullable Throwable failure) {
    return trace.sampled() || Outcome.isFailure(failure);
  }

  /**
   * Remembers what has just ended.
   *
   * @param own the trace as what was done has handed it on
   * @param parent the span that it was done for
   */
  public void add(Act act, Trace own, long parent, long nanos, Outcome outcome) {
    Instant now = clock.instant();
    long micros = now.getEpochSecond() * MICROS + TimeUnit.NANOSECONDS.toMicros(now.getNano());
    // One that is not sampled went under its parent's name up to now.
    Trace named = own.span() == parent ? own.in(Trace.freshSpan()) : own;
    Span span =
        new Span(named, parent, act, micros - TimeUnit.NANOSECONDS.toMicros(nanos), nanos, outcome);
    boolean well = own.sampled() && !outcome.isFailure();
    (well ? sampled : failed(act.name())).add(span);
  }

  private Ring failed(String name) {
    Ring known = failed.get(name);
    if (known != null) {
      return known;
    }
    return failed.size() < MOST_NAMES
        ? failed.computeIfAbsent(name, first -> new Ring(FAILED))
        : failedOthers;
  }

  /** What is remembered of one trace, whose spans say nothing here. */
  public List<Span> of(Trace trace) {
    return all().filter(span -> span.trace().isOf(trace)).toList();
  }

  public Stream<Span> all() {
    return Stream.concat(Stream.of(sampled, failedOthers), failed.values().stream())
        .flatMap(ring -> ring.spans().stream());
  }
}
