package io.sennit.mesh.service;

import io.sennit.bench.sample.Sample;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Pairs;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * An input is held against its operation's schema. It stands in the package of the reader, which
 * nobody else is to know.
 */
@NullMarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InputBenchmark {
  private static final int INPUTS = 512;

  private final InputReader orders = new InputReader(Sample.ORDER_INPUT.toJson(), null);
  private final InputReader times = new InputReader(
      Schema.object().optional("zone", Schema.string().length(1, 64)).toJson(), null);
  private final List<Call> placing =
      IntStream.range(0, INPUTS).mapToObj(Sample.ORDER::call).toList();
  private final List<Call> asking =
      IntStream.range(0, INPUTS).mapToObj(InputBenchmark::inZone).toList();
  private int next;

  /** The bytes of an order, decoded only. */
  @Benchmark
  public JsonObject parseOrder() {
    return fresh(placing.get(turn())).input();
  }

  /** The same, and held against the schema. */
  @Benchmark
  public Call readOrder() {
    return orders.read(fresh(placing.get(turn())));
  }

  @Benchmark
  public Call readParameter() {
    return times.read(asking.get(turn()));
  }

  private int turn() {
    return next++ & (INPUTS - 1);
  }

  /** As it arrives: a body that was decoded once remembers that. */
  private static Call fresh(Call call) {
    Buffer bytes = call.body().bytes();
    return new Call(call.operation(), call.params(), Body.of(bytes), call.envelope());
  }

  private static Call inZone(int number) {
    Call call = Sample.TIME.call(number);
    return new Call(
        call.operation(), Pairs.of("zone", "Etc/GMT+" + number % 12), Body.EMPTY, call.envelope());
  }
}
