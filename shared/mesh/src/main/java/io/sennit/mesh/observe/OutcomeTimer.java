package io.sennit.mesh.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Times one operation, apart by how it ended. The timers are looked up once, not at each call. */
public final class OutcomeTimer {
  private final Timer good;
  private final Map<Kind, Timer> failed = new ConcurrentHashMap<>();
  private final Function<Kind, Timer> register;

  private OutcomeTimer(MeterRegistry registry, Supplier<Timer.Builder> builder) {
    Function<String, Timer> timer =
        outcome -> builder.get().tag("outcome", outcome).register(registry);
    good = timer.apply("ok");
    register = kind -> timer.apply(kind.name().toLowerCase(Locale.ROOT));
  }

  public static OutcomeTimer withHistogram(MeterRegistry registry, String name, String... tags) {
    return new OutcomeTimer(
        registry,
        () -> Timer.builder(name).tags(tags).serviceLevelObjectives(LatencyBuckets.all()));
  }

  /** Count, sum and longest only. */
  public static OutcomeTimer plain(MeterRegistry registry, String name, String... tags) {
    return new OutcomeTimer(registry, () -> Timer.builder(name).tags(tags));
  }

  /** Records an end; null for a good one. */
  public void record(long tookNanos, @Nullable Throwable failure) {
    Timer timer = failure == null ? good : failed.computeIfAbsent(kind(failure), register);
    timer.record(tookNanos, TimeUnit.NANOSECONDS);
  }

  private static Kind kind(Throwable failure) {
    return failure instanceof Problem problem ? problem.kind() : Kind.INTERNAL;
  }
}
