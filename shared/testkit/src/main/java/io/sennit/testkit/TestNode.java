package io.sennit.testkit;

import io.sennit.cluster.Cluster;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** A node of a {@link TestCluster}. Its methods wait, so that a test reads from top to bottom. */
public final class TestNode {
  private final String name;
  private final Cluster cluster;
  private final Mesh mesh;
  private final Faults faults;
  private final Standstill standstill;

  TestNode(String name, Cluster cluster, Mesh mesh) {
    this.name = name;
    this.cluster = cluster;
    this.mesh = mesh;
    this.faults = new Faults(cluster.vertx());
    this.standstill = new Standstill(cluster.vertx());
    Wait.forResult(
        vertx().eventBus().consumer(address(), message -> message.reply("here")).completion());
  }

  /** Where every node answers on the plain event bus, to show that it can be reached. */
  String address() {
    return "testkit/" + id();
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

  /** What goes wrong in the operations that this node hosts. */
  public Faults faults() {
    return faults;
  }

  /** Hosts a service here; other nodes hear of it a moment later. */
  public TestNode host(Supplier<? extends Service> service) {
    Wait.forResult(mesh.host(() -> faults.around(service.get()), 1));
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

  @Override
  public String toString() {
    return name;
  }

  String name() {
    return name;
  }

  Standstill standstill() {
    return standstill;
  }

  /** Takes what is left of a node that was killed out of this JVM. */
  Future<Void> bury() {
    standstill.end();
    return cluster.vertx().close();
  }
}
