package io.sennit.bench.pick;

import io.sennit.mesh.balance.Balancer;
import io.sennit.mesh.balance.Balancers;
import io.sennit.mesh.balance.Load;
import io.sennit.mesh.balance.UsualLatency;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.policy.Balancing;
import io.sennit.mesh.policy.HashKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A service is looked up by its name, and one of its instances is picked. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PickBenchmark {
  private static final int CALLS = 4_096;
  private static final HashKey KEY = new HashKey(HashKey.Source.PATH, "id");

  @Param({"100", "1"})
  int services;

  @Param({"10", "1000"})
  int instances;

  @Param
  Balancing.Strategy strategy = Balancing.Strategy.LEAST_LOADED;

  // As the client has it.
  private final Map<String, Balancer<Seat>> balancers = new ConcurrentHashMap<>();
  private List<Call> calls = List.of();

  /** Where a thread is among the calls. */
  @State(Scope.Thread)
  public static class Turn {
    int next;
  }

  @Setup
  public void announce() {
    Balancing policy = new Balancing(strategy, KEY, false, Duration.ZERO);
    for (int service = 0; service < services; service++) {
      balancers.put("service-" + service, Balancers.over(policy, seats("service-" + service)));
    }
    calls = IntStream.range(0, CALLS).mapToObj(this::call).toList();
  }

  @Benchmark
  public @Nullable Object pick(Turn turn) {
    Call call = calls.get(turn.next++ & (CALLS - 1));
    Balancer<Seat> balancer = balancers.get(call.operation().service());
    return balancer == null ? null : balancer.pick(call, Seat::hasRoom);
  }

  private List<Seat> seats(String service) {
    UsualLatency usual = new UsualLatency();
    return IntStream.range(0, instances)
        .mapToObj(i ->
            new Seat(service + "-" + i + "@5f0c2a1e", new Load(System::nanoTime, usual), i % 3))
        .toList();
  }

  private Call call(int number) {
    return new Call(
        new OperationId("service-" + number % services, "get"),
        Pairs.of("id", "0190b8a2-7c4e-7d10-" + number),
        Body.EMPTY,
        Envelope.by(Identity.ANONYMOUS));
  }
}
