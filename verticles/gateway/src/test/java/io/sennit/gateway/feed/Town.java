package io.sennit.gateway.feed;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.store.Database;
import io.sennit.mesh.store.DatabaseUri;
import io.sennit.mesh.store.StoreOptions;
import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.PostgresOptions;
import io.sennit.testkit.TestCluster;
import io.sennit.testkit.TestNode;
import io.sennit.testkit.Wait;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster with a database, gateways on its first node, and somebody who signs tokens. */
final class Town implements AutoCloseable {
  private final EmbeddedPostgres postgres;
  private final TestCluster cluster;
  private final Vertx outside = Vertx.vertx();
  private final Pool superuser;
  private final List<Gateway> gateways = new ArrayList<>();
  private final Signer signer = new Signer();

  Town(Path folder) {
    postgres = EmbeddedPostgres.start(PostgresOptions.in(folder).withBinaries(Path.of("target")));
    cluster = TestCluster.of(1, (options, vertx) -> {
      // It ends with its node's Vert.x.
      Database database =
          Database.at(vertx, DatabaseUri.parse(postgres.uri()), StoreOptions.defaults());
      return options.database(database);
    });
    superuser = PgBuilder.pool()
        .connectingTo(PgConnectOptions.fromUri(postgres.uri()))
        .using(outside)
        .build();
    front().host(() -> signer);
  }

  TestCluster cluster() {
    return cluster;
  }

  TestNode front() {
    return cluster.node(0);
  }

  Signer signer() {
    return signer;
  }

  Gateway gateway(SimpleMeterRegistry meters, JsonObject rules) {
    // Servers of one Vert.x that name the same negative number share a port.
    GatewayOptions options = GatewayOptions.at("127.0.0.1", -2 - gateways.size())
        .rules(GatewayRules.read(new JsonObject().put("feed", rules)));
    Gateway gateway =
        Wait.forResult(Gateway.start(front().vertx(), options, front().mesh(), meters, 2));
    gateways.add(gateway);
    return gateway;
  }

  Gateway gateway() {
    return gateway(new SimpleMeterRegistry(), new JsonObject());
  }

  static JsonObject event(String type, String subject, @Nullable String owner, int number) {
    JsonObject event = new JsonObject()
        .put("type", type)
        .put("subject", subject)
        .put("data", new JsonObject().put("number", number));
    return owner == null ? event : event.put("owner", owner);
  }

  /** All of them in one transaction. */
  void tell(String service, JsonObject... events) {
    JsonObject input = new JsonObject().put("events", new JsonArray(List.of(events)));
    front().call(Call.to(service + ".tell", input).as(Identity.OPERATOR));
  }

  RowSet<Row> ask(String sql) {
    return Wait.forResult(superuser.query(sql).execute());
  }

  /** References of all that a service has told, in order. */
  List<String> told(String service, String where) {
    List<String> references = new ArrayList<>();
    ask("SELECT position FROM " + service + ".event WHERE " + where + " ORDER BY position")
        .forEach(row -> references.add("/" + service + "/" + row.getLong(0)));
    return references;
  }

  /** Headers of a client. */
  String[] as(String user, String... roles) {
    return new String[] {"authorization", "Bearer " + signer.token(user, roles)};
  }

  String[] resuming(@Nullable String id, String user, String... roles) {
    String[] headers = as(user, roles);
    return id == null ? headers : new String[] {headers[0], headers[1], "last-event-id", id};
  }

  @Override
  public void close() {
    gateways.forEach(gateway -> Wait.forResult(gateway.close()));
    cluster.close();
    Wait.forResult(superuser.close());
    Wait.forResult(outside.close());
    postgres.close();
  }
}
