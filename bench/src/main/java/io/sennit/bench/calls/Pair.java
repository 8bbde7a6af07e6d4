package io.sennit.bench.calls;

import io.sennit.bench.measure.HostProcess;
import io.sennit.bench.measure.Load;
import io.sennit.bench.measure.Load.Measured;
import io.sennit.bench.site.Ports;
import io.sennit.cluster.Cluster;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.message.Call;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Two processes in one cluster: this one calls, and the other one answers at once. */
public final class Pair implements Closeable {
  private static final int PATIENCE_SECONDS = 30;
  private static final DeliveryOptions PLAIN = new DeliveryOptions().setSendTimeout(10_000);

  private final Vertx vertx;
  private final Mesh mesh;
  private final HostProcess host;

  private Pair(Vertx vertx, Mesh mesh, HostProcess host) {
    this.vertx = vertx;
    this.mesh = mesh;
    this.host = host;
  }

  public static Pair start() throws Exception {
    int seed = Ports.free();
    Cluster cluster = EchoHost.join(seed, seed);
    Vertx vertx = cluster.vertx();
    Mesh mesh =
        Mesh.start(vertx, EchoHost.measured("caller")).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    Pair pair = new Pair(vertx, mesh, HostProcess.start(EchoHost.NAME, Integer.toString(seed)));
    try {
      pair.host.awaitReady();
      pair.awaitService();
      return pair;
    } catch (Exception broken) {
      pair.close();
      throw broken;
    }
  }

  /** The other node has announced itself; this one hears of it a moment later. */
  private void awaitService() throws InterruptedException, TimeoutException {
    CountDownLatch heard = new CountDownLatch(1);
    Runnable look = () -> {
      ServiceEntry echo = mesh.directory().find(EchoHost.SERVICE);
      if (echo != null && echo.callable().size() == EchoHost.INSTANCES) {
        heard.countDown();
      }
    };
    mesh.directory().onChange(look);
    look.run();
    if (!heard.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException("the other process did not announce its service");
    }
  }

  public Vertx vertx() {
    return vertx;
  }

  /** The other process. */
  public HostProcess host() {
    return host;
  }

  /** Over a link, with all that belongs to a call. */
  public Future<?> call() {
    return mesh.client().handle(Call.to(EchoHost.OPERATION));
  }

  /** As an event-bus request. */
  Future<?> request() {
    return vertx.eventBus().request(EchoHost.PLAIN_ADDRESS, Buffer.buffer(), PLAIN);
  }

  /** Takes turns with others, with so many of these in flight. */
  Caller caller(Supplier<Future<?>> call, int inFlight) {
    Load load = new Load(vertx, inFlight);
    return new Caller() {
      @Override
      public Measured run(Duration time) throws Exception {
        return load.run(call, time);
      }

      @Override
      public Duration otherCpu() {
        return host.cpu();
      }
    };
  }

  @Override
  public void close() throws IOException {
    host.close();
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
