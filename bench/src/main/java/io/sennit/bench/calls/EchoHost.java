package io.sennit.bench.calls;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sennit.bench.measure.HostProcess;
import io.sennit.cluster.Cluster;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.settings.Address;
import io.sennit.mesh.settings.ClusterSettings;
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
  static final String SERVICE = "echo";
  static final String OPERATION = Echo.operation(SERVICE);
  static final int INSTANCES = 2;

  @Parameters
  private int seedPort;

  @Override
  public Integer call() throws Exception {
    Cluster cluster = join(0, seedPort);
    cluster
        .vertx()
        .eventBus()
        .<Buffer>consumer(PLAIN_ADDRESS, message -> message.reply(Echo.ANSWER))
        .completion()
        .await(30, TimeUnit.SECONDS);
    Mesh.start(cluster.vertx(), measured("host"))
        .compose(mesh -> mesh.host(() -> new Echo(SERVICE), INSTANCES))
        .await(30, TimeUnit.SECONDS);
    System.out.println(HostProcess.READY);
    awaitEndOfInput();
    cluster.vertx().close().await(10, TimeUnit.SECONDS);
    return 0;
  }

  /** With the meters that a node has. */
  static MeshOptions measured(String name) {
    return MeshOptions.named(name).meters(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  static Cluster join(int ownPort, int seedPort) throws Exception {
    Address seed = new Address("127.0.0.1", seedPort);
    Address own = new Address("127.0.0.1", ownPort);
    return Cluster.join(
            new ClusterSettings(own, new Address("127.0.0.1", 0), 0, List.of(seed), "loopback", ""))
        .await(60, TimeUnit.SECONDS);
  }

  /** The benchmark holds the other end, so that this process cannot outlive it. */
  private static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // Nobody writes anything.
    }
  }
}
