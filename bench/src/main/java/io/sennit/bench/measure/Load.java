package io.sennit.bench.measure;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Keeps so many calls in flight, from two event loops: each answer starts the next call. */
public final class Load {
  private static final int LOOPS = 2;

  private final List<Context> contexts = new ArrayList<>();
  private final int inFlight;

  public Load(Vertx vertx, int inFlight) {
    this.inFlight = inFlight;
    for (int i = 0; i < LOOPS; i++) {
      contexts.add(((VertxInternal) vertx).createEventLoopContext());
    }
  }

  /** What a turn came to. */
  public record Measured(
      long calls, long failures, Duration time, Duration cpu, Latencies latencies) {
    public double perSecond() {
      return calls * 1e9 / time.toNanos();
    }
  }

  /** Runs for that long and returns when the last answer has come. */
  public Measured run(Supplier<Future<?>> call, Duration time) throws Exception {
    Duration cpuBefore = ownCpu();
    long started = System.nanoTime();
    List<Future<Worker>> workers = new ArrayList<>();
    for (Context context : contexts.subList(0, Math.min(LOOPS, inFlight))) {
      Worker worker = new Worker(call, share(workers.size()), started + time.toNanos());
      context.runOnContext(v -> worker.start());
      workers.add(worker.done.future());
    }
    Future.all(workers).await(time.toSeconds() + 30, TimeUnit.SECONDS);
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    Latencies all = new Latencies();
    long calls = 0;
    long failures = 0;
    for (Future<Worker> worker : workers) {
      all.add(worker.result().latencies);
      calls += worker.result().calls;
      failures += worker.result().failures;
    }
    return new Measured(calls, failures, took, ownCpu().minus(cpuBefore), all);
  }

  /** Of an odd number, the first event loop has one more. */
  private int share(int loop) {
    return (inFlight + LOOPS - 1 - loop) / LOOPS;
  }

  /** The processor time that this process has used so far. */
  public static Duration ownCpu() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .orElseThrow(
            () -> new IllegalStateException("this machine does not say what a process has used"));
  }

  /** The calls of one event loop. */
  private static final class Worker {
    final Promise<Worker> done = Promise.promise();
    final Latencies latencies = new Latencies();
    private final Supplier<Future<?>> call;
    private final long until;
    private int running;
    long calls;
    long failures;

    Worker(Supplier<Future<?>> call, int running, long until) {
      this.call = call;
      this.running = running;
      this.until = until;
    }

    void start() {
      for (int i = running; i > 0; i--) {
        next();
      }
    }

    private void next() {
      long began = System.nanoTime();
      call.get().onComplete(end -> {
        long now = System.nanoTime();
        if (end.succeeded()) {
          calls++;
          latencies.record(now - began);
        } else {
          failures++;
        }
        if (now < until) {
          next();
        } else if (--running == 0) {
          done.complete(this);
        }
      });
    }
  }
}
