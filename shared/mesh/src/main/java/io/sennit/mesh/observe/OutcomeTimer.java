package io.sennit.mesh.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Times one operation, apart by how it ended. The timers are looked up once, not at each call. */
public final class OutcomeTimer {
  private static final int OK = Kind.values().length;

  private final MeterRegistry registry;
  private final String name;
  private final Tags tags;
  private final AtomicReferenceArray<@Nullable Timer> timers = new AtomicReferenceArray<>(OK + 1);

  public OutcomeTimer(MeterRegistry registry, String name, String... tags) {
    this.registry = registry;
    this.name = name;
    this.tags = Tags.of(tags);
  }

  /** Records an end; null for a good one. */
  public void record(long startedNanos, @Nullable Throwable failure) {
    int outcome = failure == null ? OK : kind(failure).ordinal();
    Timer timer = timers.get(outcome);
    if (timer == null) {
      timer = register(outcome);
      timers.set(outcome, timer);
    }
    timer.record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
  }

  private Timer register(int outcome) {
    String text = outcome == OK ? "ok" : Kind.values()[outcome].name().toLowerCase(Locale.ROOT);
    return Timer.builder(name).tags(tags).tag("outcome", text).register(registry);
  }

  private static Kind kind(Throwable failure) {
    return failure instanceof Problem problem ? problem.kind() : Kind.INTERNAL;
  }
}
