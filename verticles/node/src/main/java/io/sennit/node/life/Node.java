package io.sennit.node.life;

import io.sennit.gateway.Gateway;
import io.sennit.gateway.route.OwnRoute;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.directory.NodeDescription;
import io.sennit.mesh.directory.State;
import io.sennit.mesh.settings.NodeSettings;
import io.sennit.node.admin.Health;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node that runs, until it is told to stop: then it takes no new work, finishes what it has, and
 * leaves.
 */
public final class Node {
  private static final Logger log = LoggerFactory.getLogger(Node.class);
  private static final Duration CLOSING = Duration.ofSeconds(15);

  private final NodeSettings settings;
  private final Mesh mesh;
  private final Health health;
  private final Teardown teardown;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable Gateway gateway;
  private volatile @Nullable NodeDescription description;

  Node(NodeSettings settings, Mesh mesh, Health health, Teardown teardown) {
    this.settings = settings;
    this.mesh = mesh;
    this.health = health;
    this.teardown = teardown;
  }

  /** The start is through: from now on the cluster knows the node. */
  void started(@Nullable Gateway ownGateway, NodeDescription ownDescription) throws Exception {
    gateway = ownGateway;
    description = ownDescription;
    mesh.directory().announce(ownDescription).await(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    Long master = settings.operation().stopWith();
    if (master != null) {
      CompletableFuture<Void> unused = ProcessHandle.of(master)
          .map(process -> process.onExit().thenRun(this::stop))
          .orElseGet(() -> CompletableFuture.runAsync(this::stop));
    }
  }

  public NodeDescription description() {
    NodeDescription known = description;
    if (known == null) {
      throw new IllegalStateException("the node has not started yet");
    }
    return known;
  }

  /** The routes that its gateway has besides those of services. */
  List<OwnRoute> ownRoutes() {
    Gateway front = gateway;
    return front == null ? List.of() : front.ownRoutes();
  }

  /** Begins to stop and returns at once; asking twice is asking once. */
  public void stop() {
    if (stopping.compareAndSet(false, true)) {
      new Thread(this::drainAndClose, "sennit-stop").start();
    }
  }

  /** Returns when the node has stopped and nothing of it is left. */
  public void awaitStop() throws InterruptedException {
    stopped.await();
  }

  private void drainAndClose() {
    log.info(
        "Node {} takes no new work; it finishes what it has within {} s",
        settings.name(),
        settings.operation().grace().toSeconds());
    try {
      health.draining();
      ReadyFile.forget(settings.operation().readyFile());
      Gateway front = gateway;
      NodeDescription own = description;
      Future<?> told = own == null
          ? Future.succeededFuture()
          : mesh.directory().announce(own.in(State.DRAINING));
      // The front door first: its last requests may need the services behind it.
      told.eventually(() -> front == null ? Future.succeededFuture() : front.close())
          .eventually(mesh::drain)
          .await(settings.operation().grace().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      log.warn(
          "Node {} leaves with work in hand: its grace is over, and its callers will repeat or fail",
          settings.name());
    } catch (Exception failure) {
      log.warn(
          "Node {} could not drain and leaves as if it had crashed, which loses nothing: {}",
          settings.name(),
          failure.toString());
    } finally {
      teardown.run(CLOSING);
      stopped.countDown();
    }
  }
}
