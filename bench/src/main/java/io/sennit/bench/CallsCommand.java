package io.sennit.bench;

import io.sennit.bench.measure.Load;
import io.sennit.bench.measure.Load.Measured;
import io.sennit.bench.measure.Rounds;
import io.sennit.bench.site.Ports;
import io.sennit.cluster.Cluster;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.message.Call;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Calls from one process to another: over links, and as one event-bus request for each call. */
@Command(
    name = "calls",
    description =
        "Calls between two processes: over links, against one event-bus request per call.",
    mixinStandardHelpOptions = true)
final class CallsCommand implements Callable<Integer> {
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final DeliveryOptions PLAIN = new DeliveryOptions().setSendTimeout(10_000);

  @Option(names = "--in-flight", description = "Calls in flight at once (${DEFAULT-VALUE})")
  private int inFlight = 64;

  @Option(
      names = "--rounds",
      description = "How often the contestants take turns (${DEFAULT-VALUE})")
  private int rounds = 5;

  @Option(names = "--seconds", description = "How long each turn takes (${DEFAULT-VALUE})")
  private int seconds = 3;

  @Option(names = "--out", description = "Writes the figures as JSON")
  private @Nullable Path out;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    int seed = Ports.free();
    Cluster cluster = EchoHost.join(seed, seed);
    Vertx vertx = cluster.vertx();
    Mesh mesh = Mesh.start(vertx, MeshOptions.named("caller")).await(30, TimeUnit.SECONDS);
    try (HostProcess host = HostProcess.start(seed)) {
      host.awaitReady();
      awaitService(mesh);
      Rounds results = measure(vertx, mesh, host);
      results.print(spec.commandLine().getOut(), "calls, " + inFlight + " in flight");
      if (out != null) {
        results.write(out);
      }
    } finally {
      vertx.close().await(20, TimeUnit.SECONDS);
    }
    return 0;
  }

  private Rounds measure(Vertx vertx, Mesh mesh, HostProcess host) throws Exception {
    Map<String, Supplier<Future<?>>> contestants = new LinkedHashMap<>();
    contestants.put(
        "event-bus request",
        () -> vertx.eventBus().request(EchoHost.PLAIN_ADDRESS, Buffer.buffer(), PLAIN));
    contestants.put("Sennit link", () -> mesh.client().handle(Call.to(EchoHost.OPERATION)));
    Load load = new Load(vertx, inFlight);
    for (Supplier<Future<?>> contestant : contestants.values()) {
      load.run(contestant, WARM_UP);
    }
    Rounds results = new Rounds();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<String, Supplier<Future<?>>> contestant : contestants.entrySet()) {
        Duration before = host.cpu();
        Measured measured = load.run(contestant.getValue(), Duration.ofSeconds(seconds));
        results.add(contestant.getKey(), measured, host.cpu().minus(before));
      }
    }
    return results;
  }

  /** The other node has announced itself; this one hears of it a moment later. */
  private static void awaitService(Mesh mesh) throws InterruptedException, TimeoutException {
    CountDownLatch heard = new CountDownLatch(1);
    Runnable look = () -> {
      ServiceEntry echo = mesh.directory().find("echo");
      if (echo != null && echo.callable().size() == EchoHost.INSTANCES) {
        heard.countDown();
      }
    };
    mesh.directory().onChange(look);
    look.run();
    if (!heard.await(20, TimeUnit.SECONDS)) {
      throw new TimeoutException("the other process did not announce its service");
    }
  }
}
