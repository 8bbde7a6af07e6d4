package io.sennit.bench.pieces;

import io.sennit.bench.sample.Sample;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.client.OutsideService;
import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.directory.Instance.Placement;
import io.sennit.mesh.directory.ServiceDescription;
import io.sennit.mesh.directory.State;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Endpoint;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A call goes through all that guards it, with the policies as they are by default: deadline, caps,
 * budget, balancing, breaker, limit, meters. Where it ends it is answered at once.
 */
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GuardsBenchmark {
  private static final int CALLS = 512;
  private static final int INSTANCES = 3;

  private final Vertx vertx = Vertx.vertx();
  private final OperationId operation = new OperationId("time", "now");
  private final List<Call> calls =
      IntStream.range(0, CALLS).mapToObj(Sample.TIME::call).toList();
  private final Future<Reply> answer = Future.succeededFuture(Sample.TIME.reply(1));
  private final OutsideService service = open();

  /** Where a thread is among the calls. */
  @org.openjdk.jmh.annotations.State(Scope.Thread)
  public static class Turn {
    int next;
  }

  private OutsideService open() {
    return Mesh.start(vertx, MeshOptions.named("bench"))
        .map(mesh -> mesh.client().outside("bench", operation))
        .await();
  }

  @Setup
  public void announce() {
    service.use(IntStream.range(0, INSTANCES).mapToObj(this::instance).toList());
  }

  private Instance instance(int number) {
    String node = Sample.uuid(number);
    return new Instance(
        new ServiceDescription(operation.service(), "1.0.0", List.of()),
        new Endpoint(node, node, number),
        "node-" + number,
        State.UP,
        Placement.DEFAULT,
        Instant.EPOCH);
  }

  @Benchmark
  public Future<Reply> passGuards(Turn turn) {
    Call call = calls.get(turn.next++ & (CALLS - 1));
    return service.handle(call, Repeatable.ALWAYS, (target, own) -> answer);
  }

  @TearDown
  public void close() {
    vertx.close().await();
  }
}
