package io.sennit.mesh.saga;

import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.store.Database;
import io.sennit.mesh.store.DatabaseUri;
import io.sennit.mesh.store.StoreOptions;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * One process with all services, from its start until its cable to the database is cut. From then
 * on it can change nothing any more, and what it knew is of no use to the next one.
 */
final class Lifetime {
  /** Each connection costs a process of the server; most lives are too short to use eight. */
  private static final StoreOptions OPTIONS = StoreOptions.defaults().withConnections(3, 256);

  private final Vertx vertx = Vertx.vertx();
  private final Database database;
  private final Mesh mesh;

  Lifetime(Vertx outside, DatabaseUri uri, Predicate<String> cutAt) {
    Cable cable = Cable.to(outside, uri.port(), cutAt);
    DatabaseUri through = new DatabaseUri(
        uri.host(),
        cable.port(),
        uri.database(),
        uri.user(),
        uri.password(),
        uri.tls(),
        uri.rootCertificate());
    this.database = Database.at(vertx, through, OPTIONS);
    this.mesh = Wait.forResult(Mesh.start(vertx, MeshOptions.named("life").database(database)));
    Future<Void> participants = Future.succeededFuture();
    for (String name : Orders.PARTICIPANTS) {
      participants = participants.compose(before -> mesh.host(() -> new Participant(name), 1));
    }
    Wait.forResult(participants.compose(before -> mesh.host(Orders::new, 1)));
  }

  Future<Reply> place(String id, JsonObject plan, String saga) {
    JsonObject order = new JsonObject().put("id", id).put("plan", plan).put("saga", saga);
    return mesh.client().handle(Call.to("orders.place", order).within(Duration.ofSeconds(5)));
  }

  /** Leaves in good order, having nothing to hand over. */
  void end() {
    Wait.forResult(mesh.drain().eventually(mesh::close).eventually(database::close));
    bury();
  }

  /** Takes what is left of one that was cut off out of this JVM. */
  void bury() {
    Wait.forResult(vertx.close());
  }
}
