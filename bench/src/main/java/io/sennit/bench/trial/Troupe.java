package io.sennit.bench.trial;

import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.store.Database;
import io.sennit.mesh.store.DatabaseUri;
import io.sennit.mesh.store.StoreOptions;
import io.sennit.testkit.TestCluster;
import io.sennit.testkit.TestNode;
import io.sennit.testkit.Wait;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Nodes with an instance of each service, and a way of their own to the database. */
final class Troupe implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final int WAITING = 256;

  private final Server server;
  private final Chance chance;
  private final Vertx wires = Vertx.vertx();
  private final Map<String, Line> lines = new HashMap<>();
  private final TestCluster cluster;
  private final List<Member> members = new ArrayList<>();

  /** One that can be made to end. */
  record Member(TestNode node, Line line, Fuse fuse) {}

  Troupe(Server server, Chance chance) {
    this.server = server;
    this.chance = chance;
    this.cluster = TestCluster.of(1, this::connected);
  }

  /** The node that nothing happens to. */
  TestNode audience() {
    return cluster.node(0);
  }

  TestCluster cluster() {
    return cluster;
  }

  List<Member> members() {
    return members;
  }

  Member add() {
    TestNode node = cluster.add();
    Fuse fuse = new Fuse();
    Member member = new Member(node, Objects.requireNonNull(lines.get(node.toString())), fuse);
    node.host(Teller::new)
        .host(() -> new Keeper(fuse, chance))
        .host(() -> new Counter(fuse, chance));
    members.add(member);
    return member;
  }

  /** The end of a node whose line is cut already: nothing that it still does reaches anybody. */
  void bury(Member dead) {
    members.remove(dead);
    dead.line().cut();
    cluster.kill(dead.node());
    dead.line().close();
  }

  void leave(Member member) {
    members.remove(member);
    cluster.leave(member.node());
    member.line().close();
  }

  private MeshOptions connected(MeshOptions options, Vertx vertx) {
    chance.disturbHints(vertx);
    Line line = new Line(wires, server.port());
    lines.put(options.nodeName(), line);
    StoreOptions bounds = StoreOptions.defaults().withConnections(CONNECTIONS, WAITING);
    return options.database(Database.at(vertx, DatabaseUri.parse(server.uri(line.port())), bounds));
  }

  @Override
  public void close() {
    cluster.close();
    Wait.forResult(wires.close());
  }
}
