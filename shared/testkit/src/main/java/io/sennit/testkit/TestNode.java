package io.sennit.testkit;

import io.sennit.cluster.Cluster;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.settings.Address;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.function.Supplier;

/** A node of a {@link TestCluster}. Its methods wait, so that a test reads from top to bottom. */
public final class TestNode {
  private final Cluster cluster;
  private final Mesh mesh;

  TestNode(Cluster cluster, Mesh mesh) {
    this.cluster = cluster;
    this.mesh = mesh;
  }

  public Vertx vertx() {
    return cluster.vertx();
  }

  public Mesh mesh() {
    return mesh;
  }

  /** The node's id in the cluster. */
  public String id() {
    return mesh.directory().membership().self();
  }

  Address member() {
    return Objects.requireNonNull(cluster.member());
  }

  /** Hosts a service here; other nodes hear of it a moment later. */
  public TestNode host(Supplier<? extends Service> service) {
    Wait.forResult(mesh.host(service, 1));
    return this;
  }

  /** Makes a call from this node; a failure is thrown as it is. */
  public Reply call(Call call) {
    return Wait.forResult(mesh.client().handle(call));
  }

  /** Leaves in good order: drains, says goodbye, closes. */
  public void leave() {
    Wait.forResult(mesh.drain().eventually(mesh::close).eventually(cluster.vertx()::close));
  }
}
