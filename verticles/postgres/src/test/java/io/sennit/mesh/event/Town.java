package io.sennit.mesh.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.store.Database;
import io.sennit.mesh.store.DatabaseUri;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.StoreOptions;
import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.TestPostgres;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One node with its database, on which a test hosts services, and looks into all their tables. */
public final class Town implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final Vertx vertx = Vertx.vertx();
  private final Database database;
  private final Mesh mesh;
  private final Pool superuser;
  private final MeterRegistry meters = new SimpleMeterRegistry();

  private Town(EmbeddedPostgres postgres) {
    this.postgres = postgres;
    this.database = Database.at(vertx, DatabaseUri.parse(postgres.uri()), StoreOptions.defaults());
    this.mesh = Wait.forResult(
        Mesh.start(vertx, MeshOptions.named("town").database(database).meters(meters)));
    this.superuser = PgBuilder.pool()
        .connectingTo(PgConnectOptions.fromUri(postgres.uri()))
        .using(vertx)
        .build();
  }

  public static Town in(Path folder) {
    return new Town(EmbeddedPostgres.start(TestPostgres.in(folder)));
  }

  public Town host(Supplier<? extends Service> service) {
    Wait.forResult(mesh.host(service, 1));
    return this;
  }

  /** The data of a service that is not hosted here, but whose parts a test puts together itself. */
  Store store(String service) {
    return Wait.forResult(database.openSchema(service, "db/" + service));
  }

  public Mesh mesh() {
    return mesh;
  }

  MeterRegistry meters() {
    return meters;
  }

  Vertx vertx() {
    return vertx;
  }

  Pool superuser() {
    return superuser;
  }

  Future<Reply> sell(String subject, int number) {
    return mesh.client().handle(Call.to("seller.sell", sale(subject, number)));
  }

  static JsonObject sale(String subject, int number) {
    return new JsonObject().put("subject", subject).put("number", number);
  }

  /**
   * What the seller's log gives a reader from its beginning.
   *
   * @param reader empty for one without a name
   */
  JsonObject fetch(String reader) {
    JsonObject request = new JsonObject().put("places", beginnings());
    if (!reader.isEmpty()) {
      request.put("reader", reader).put("committed", beginnings());
    }
    return ofSeller("events-fetch", request);
  }

  /**
   * How far behind its end the beginning of the seller's log is.
   *
   * @param reader empty for one without a name
   */
  JsonObject lag(String reader) {
    JsonObject request = new JsonObject().put("places", beginnings());
    return ofSeller("events-lag", reader.isEmpty() ? request : request.put("reader", reader));
  }

  private static JsonObject beginnings() {
    JsonObject places = new JsonObject();
    for (int partition = 0; partition < LogSql.PARTITIONS; partition++) {
      places.put(Integer.toString(partition), 0);
    }
    return places;
  }

  private JsonObject ofSeller(String operation, JsonObject request) {
    Call call = Call.to("seller." + operation, request).as(Identity.OPERATOR);
    return Wait.forResult(mesh.client().handle(call)).json();
  }

  /** The numbers that were booked of a subject, in the order in which that happened. */
  List<Integer> booked(String subject) {
    List<Integer> numbers = new ArrayList<>();
    for (Row row :
        ask("SELECT number FROM booker.booking WHERE subject = '" + subject + "' ORDER BY id")) {
      numbers.add(row.getInteger(0));
    }
    return numbers;
  }

  public RowSet<Row> ask(String sql) {
    return Wait.forResult(superuser.query(sql).execute());
  }

  public long count(String sql) {
    return ask("SELECT count(*) FROM " + sql).iterator().next().getLong(0);
  }

  @Override
  public void close() {
    Wait.forResult(mesh.drain().eventually(mesh::close));
    Wait.forResult(superuser.close());
    Wait.forResult(database.close());
    Wait.forResult(vertx.close());
    postgres.close();
  }
}
