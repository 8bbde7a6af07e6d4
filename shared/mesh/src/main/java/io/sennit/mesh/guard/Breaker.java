package io.sennit.mesh.guard;

import io.sennit.mesh.policy.Breaking;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes an instance out when too large a share of its last calls failed, and tries it again after a
 * pause.
 *
 * <p>The states are those of a Vert.x circuit breaker. That one counts failures, of which a busy
 * instance always has some, so it is told when to open; and its one probe is a {@link Trial} of
 * several calls.
 */
public final class Breaker {
  /** Ends that are older say nothing about an instance now. */
  private static final long OUTDATED_NANOS = Duration.ofSeconds(30).toNanos();

  private final Breaking policy;
  private final Ejection ejection;
  private final LongSupplier nanoTime;
  private final Context context;
  private final CircuitBreaker circuit;
  private final AtomicReference<Place> place = new AtomicReference<>(Place.IN);
  private final LongAdder trips = new LongAdder();
  private volatile Outcomes outcomes;
  private volatile long lastEnd;
  private volatile @Nullable Trial trial;

  private enum Place {
    IN,
    OUT,
    /** What happened to its last calls ejects nobody any more. */
    GONE
  }

  /** @param context where the breaker's timers run; one that outlives the callers */
  public Breaker(
      String instance, Breaking policy, Ejection ejection, Context context, LongSupplier nanoTime) {
    this.policy = policy;
    this.ejection = ejection;
    this.nanoTime = nanoTime;
    this.context = context;
    this.outcomes = new Outcomes(policy.calls());
    this.circuit = circuit(context.owner(), instance, policy.pause())
        .openHandler(v -> trial = null)
        .halfOpenHandler(v -> beginTrial())
        .closeHandler(v -> putBack());
  }

  private static CircuitBreaker circuit(Vertx vertx, String name, Duration pause) {
    return CircuitBreaker.create(
        name,
        vertx,
        new CircuitBreakerOptions()
            .setMaxFailures(1)
            // Deadlines are looked after elsewhere.
            .setTimeout(-1)
            .setResetTimeout(pause.toMillis()));
  }

  public CircuitBreakerState state() {
    return circuit.state();
  }

  /** How often it has taken the instance out. */
  public long trips() {
    return trips.sum();
  }

  public boolean isOut() {
    return place.get() == Place.OUT;
  }

  /** Whether the instance may get a call now. */
  public boolean admits() {
    if (!isOut()) {
      return true;
    }
    Trial running = trial;
    return running != null && running.hasRoom(nanoTime.getAsLong());
  }

  /** A call begins; what is returned is handed back at its end. */
  public @Nullable Object begin() {
    if (!isOut()) {
      return outcomes;
    }
    Trial running = trial;
    return running != null && running.take(nanoTime.getAsLong()) ? running : null;
  }

  /** The call has ended; it counts for the time in which it began, and for no later one. */
  public void end(@Nullable Object begun, Verdict verdict) {
    if (begun instanceof Trial part) {
      part.ended(verdict);
    } else if (begun == outcomes && (verdict == Verdict.GOOD || verdict == Verdict.FAILED)) {
      note(verdict == Verdict.FAILED);
    }
  }

  private void note(boolean failed) {
    long now = nanoTime.getAsLong();
    if (now - lastEnd > OUTDATED_NANOS) {
      outcomes.forget();
    }
    lastEnd = now;
    if (outcomes.add(failed) >= policy.failures()
        && failed
        && place.compareAndSet(Place.IN, Place.OUT)) {
      trips.increment();
      ejection.ejected();
      // Not on the caller's context: its timers would end with its verticle.
      context.runOnContext(v -> circuit.open());
    }
  }

  private void beginTrial() {
    if (isOut()) {
      Trial begun = new Trial(policy.trial(), policy.pause());
      trial = begun;
      circuit.execute(begun::result);
    }
  }

  private void putBack() {
    trial = null;
    outcomes = new Outcomes(policy.calls());
    if (place.compareAndSet(Place.OUT, Place.IN)) {
      ejection.returned();
    }
  }

  /** The instance is gone. */
  public void close() {
    if (place.getAndSet(Place.GONE) == Place.OUT) {
      ejection.returned();
    }
    circuit.close();
  }
}
