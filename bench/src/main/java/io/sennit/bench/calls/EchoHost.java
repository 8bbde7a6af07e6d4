package io.sennit.bench.calls;

import io.sennit.bench.measure.HostProcess;
import io.sennit.cluster.Cluster;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.settings.Address;
import io.sennit.mesh.settings.ClusterSettings;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The other process of the calls benchmark: answers the same bytes as a service and at a plain
 * event-bus address.
 */
@Command(name = EchoHost.NAME, hidden = true, description = "Used by the benchmark.")
public final class EchoHost implements Callable<Integer> {
  static final String NAME = "echo-host";
  static final String PLAIN_ADDRESS = "bench/echo";
  static final String OPERATION = "echo.answer";
  static final int INSTANCES = 2;

  /** As large as what the time service answers. */
  private static final Buffer ANSWER = Buffer.buffer(
      "{\"time\":\"2026-11-20 11:22:33\",\"iso\":\"2026-11-20T11:22:33Z\",\"zone\":\"UTC\"}");

  @Parameters
  private int seedPort;

  /** A service whose operation costs nothing, so that the way is measured and not the work. */
  private static final class Echo implements Service {
    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named("echo")
          .operation(Operation.named("answer")
              .access(Access.ANYONE)
              .input(Schema.object().optional("zone", Schema.string()))
              .handledBy(this::answer))
          .build();
    }

    private Future<Reply> answer(Call call) {
      return Future.succeededFuture(new Reply(200, Pairs.EMPTY, Body.of(ANSWER)));
    }
  }

  @Override
  public Integer call() throws Exception {
    Cluster cluster = join(0, seedPort);
    cluster
        .vertx()
        .eventBus()
        .<Buffer>consumer(PLAIN_ADDRESS, message -> message.reply(ANSWER))
        .completion()
        .await(30, TimeUnit.SECONDS);
    Mesh.start(cluster.vertx(), MeshOptions.named("host"))
        .compose(mesh -> mesh.host(Echo::new, INSTANCES))
        .await(30, TimeUnit.SECONDS);
    System.out.println(HostProcess.READY);
    awaitEndOfInput();
    cluster.vertx().close().await(10, TimeUnit.SECONDS);
    return 0;
  }

  static Cluster join(int ownPort, int seedPort) throws Exception {
    Address seed = new Address("127.0.0.1", seedPort);
    Address own = new Address("127.0.0.1", ownPort);
    return Cluster.join(
            new ClusterSettings(own, new Address("127.0.0.1", 0), List.of(seed), "loopback", ""))
        .await(60, TimeUnit.SECONDS);
  }

  /** The benchmark holds the other end, so that this process cannot outlive it. */
  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // Nobody writes anything.
    }
  }
}
