package io.sennit.stage;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.store.Database;
import io.sennit.mesh.store.DatabaseUri;
import io.sennit.mesh.store.StoreOptions;
import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.PostgresOptions;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One node with a database and a gateway, on which a test hosts services, calls them, and looks
 * into all their tables.
 */
public final class Stage implements AutoCloseable {
  /** The programs of PostgreSQL are unpacked once for all tests of a module. */
  private static final Path BINARIES = Path.of("target");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final EmbeddedPostgres postgres;
  private final Vertx vertx = Vertx.vertx();
  private final Database database;
  private final Mesh mesh;
  private final Gateway gateway;
  private final Pool superuser;
  private final HttpClient http = HttpClient.newHttpClient();

  private Stage(EmbeddedPostgres postgres) {
    this.postgres = postgres;
    this.database = Database.at(vertx, DatabaseUri.parse(postgres.uri()), StoreOptions.defaults());
    this.mesh = Wait.forResult(Mesh.start(vertx, MeshOptions.named("stage").database(database)));
    this.gateway = Wait.forResult(Gateway.start(
        vertx, GatewayOptions.at("127.0.0.1", 0), mesh, new SimpleMeterRegistry(), 1));
    this.superuser = PgBuilder.pool()
        .connectingTo(PgConnectOptions.fromUri(postgres.uri()))
        .using(vertx)
        .build();
  }

  /** Opens with an empty database, which keeps its files in this folder. */
  public static Stage in(Path folder) {
    return new Stage(EmbeddedPostgres.start(PostgresOptions.in(folder).withBinaries(BINARIES)));
  }

  public Stage host(Supplier<? extends Service> service, int instances) {
    Wait.forResult(mesh.host(service, instances));
    return this;
  }

  /** A call as a gateway makes it of a request; headers are names and values in turn. */
  public Future<Reply> call(
      String operation, Identity identity, JsonObject input, String... headers) {
    Envelope envelope = new Envelope(
        Deadline.after(PATIENCE), identity, Trace.start(), Pairs.of(headers), Cancellation.NONE);
    return mesh.client()
        .handle(new Call(OperationId.parse(operation), Pairs.EMPTY, Body.of(input), envelope));
  }

  /** Its reply; its failure is thrown as it is. */
  public Reply ask(String operation, Identity identity, JsonObject input, String... headers) {
    return Wait.forResult(call(operation, identity, input, headers));
  }

  /** An event for {@link #tell}. */
  public static JsonObject event(String type, String subject, JsonObject data) {
    return new JsonObject().put("type", type).put("subject", subject).put("data", data);
  }

  /** Has a {@link Teller} tell events, all of them in one transaction. */
  public void tell(String teller, List<JsonObject> events) {
    JsonObject input = new JsonObject().put("events", new JsonArray(List.copyOf(events)));
    ask(teller + "." + Teller.TELL, Identity.OPERATOR, input);
  }

  /** What a service has told of a subject, when it is so much: type, data and cause of each. */
  public List<JsonObject> told(String service, String subject, int count) {
    String log = "SELECT json_build_object('type', type, 'data', data, 'cause', cause)::text FROM "
        + service + ".event WHERE subject = '" + subject + "' ORDER BY position";
    List<JsonObject> told = new ArrayList<>();
    Wait.until(count + " events of " + subject, () -> {
      told.clear();
      sql(log).forEach(row -> told.add(new JsonObject(row.getString(0))));
      return told.size() >= count;
    });
    return told;
  }

  /** Returns when a service has handled all that another has told, and nothing is put aside. */
  public void awaitHandled(String teller, String service) {
    String open = "SELECT count(*) FROM " + teller + ".event JOIN " + service
        + ".event_cursor AS cursor USING (partition) WHERE event.position > cursor.position";
    String parked = "SELECT count(*) FROM " + service + ".event_parked";
    Wait.until(
        service + " has handled all of " + teller, () -> number(open) == 0 && number(parked) == 0);
  }

  /**
   * Sends a request to the gateway; one that is not a GET or DELETE has an empty object as body.
   */
  public HttpResponse<String> http(String method, String path, String... headers)
      throws IOException, InterruptedException {
    boolean bare = method.equals("GET") || method.equals("DELETE");
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + gateway.port() + path))
        .header("content-type", "application/json")
        .method(method, bare ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Where the database is, for its superuser. */
  public String databaseUri() {
    return postgres.uri();
  }

  /** Asks the database, past all services. */
  public RowSet<Row> sql(String statement) {
    return Wait.forResult(superuser.query(statement).execute());
  }

  /** The one number that a statement answers. */
  public long number(String statement) {
    return sql(statement).iterator().next().getLong(0);
  }

  /** Keeps what a statement locks, or changes, in a transaction that is undone afterwards. */
  public void holding(String statement, Runnable meanwhile) {
    SqlConnection other = Wait.forResult(superuser.getConnection());
    try {
      Wait.forResult(other.query("BEGIN; " + statement).execute());
      meanwhile.run();
    } finally {
      Wait.forResult(other.query("ROLLBACK").execute().eventually(other::close));
    }
  }

  /** Returns when so many statements wait for what others hold. */
  public void awaitBlocked(int statements) {
    Wait.until(
        statements + " statements wait for a lock",
        () -> number("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted") == statements);
  }

  @Override
  public void close() {
    Wait.forResult(gateway.close());
    Wait.forResult(mesh.drain().eventually(mesh::close));
    Wait.forResult(superuser.close());
    Wait.forResult(database.close());
    Wait.forResult(vertx.close());
    postgres.close();
  }
}
