package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.store.Database;
import io.sennit.mesh.store.DatabaseUri;
import io.sennit.mesh.store.Migrations;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.StoreOptions;
import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.PostgresOptions;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each service keeps its data in a room of its own, and its login opens no other. */
class ServiceRoomsTest {
  private static final String TABLES = """
      SELECT c.relname, c.oid,
             has_table_privilege(c.oid, 'SELECT') AS reads,
             has_table_privilege(c.oid, 'INSERT') AS adds,
             has_any_column_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE')
               OR has_table_privilege(c.oid, 'TRUNCATE') AS changes
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
       ORDER BY c.relname
      """;

  /** What they say is never changed, not even by whose books they are. */
  private static final List<String> BOOKS = List.of("event", "movement", "transfer");

  @TempDir
  static Path folder;

  private static final Map<String, Store> ROOMS = new TreeMap<>();
  private static EmbeddedPostgres postgres;
  private static Vertx vertx;
  private static Database database;

  @BeforeAll
  static void open() {
    postgres = EmbeddedPostgres.start(PostgresOptions.in(folder).withBinaries(Path.of("target")));
    vertx = Vertx.vertx();
    database = Database.at(vertx, DatabaseUri.parse(postgres.uri()), StoreOptions.defaults());
    for (Service service : ServiceLoader.load(Service.class)) {
      ServiceSpec spec = service.spec();
      String migrations = spec.migrations();
      if (migrations != null) {
        Migrations own = Migrations.of(service.getClass(), migrations);
        ROOMS.put(spec.name(), database.openSchema(spec.name(), own).await());
      }
    }
  }

  @AfterAll
  static void close() {
    database.close().await();
    vertx.close().await();
    postgres.close();
  }

  static Stream<String> services() {
    return ROOMS.keySet().stream();
  }

  @Test
  void theShopKeepsDataInFourRooms() {
    assertThat(services()).contains("users", "products", "orders", "payments");
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceLogsInAsItselfAndIsAtHomeInItsRoom(String service) {
    Row login =
        ask(service, "SELECT current_user::text, current_schema()::text").get(0);

    assertThat(login.getString(0)).isEqualTo("sennit_" + service);
    assertThat(login.getString(1)).isEqualTo(service);
    List<Row> tables = tables(service, service);
    assertThat(tables).hasSizeGreaterThan(5);
    for (Row table : tables) {
      String name = table.getString("relname");
      assertThat(ask(service, "SELECT count(*) FROM " + name)).as(name).hasSize(1);
      assertThat(table.getBoolean("adds")).as(name).isTrue();
      assertThat(table.getBoolean("changes")).as(name).isEqualTo(!BOOKS.contains(name));
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceEntersNoOtherRoom(String service) {
    for (String other : ROOMS.keySet()) {
      if (!other.equals(service)) {
        assertRefused(service, "SET ROLE sennit_" + other);
        assertRefused(service, "CREATE TABLE " + other + ".mine (id int)");
        tables(service, other).forEach(table -> assertClosed(service, other, table));
      }
    }
  }

  private static void assertClosed(String service, String other, Row table) {
    String name = other + "." + table.getString("relname");
    assertRefused(service, "SELECT * FROM " + name);
    assertRefused(service, "INSERT INTO " + name + " DEFAULT VALUES");
    assertRefused(service, "DELETE FROM " + name);
    assertRefused(service, "TRUNCATE " + name);
    // Nor would it, if somebody opened the room's door by mistake.
    assertThat(Stream.of("reads", "adds", "changes").map(table::getBoolean))
        .as(name)
        .containsOnly(false);
  }

  private static void assertRefused(String service, String statement) {
    assertThatThrownBy(() -> ask(service, statement))
        .as(service + ": " + statement)
        .hasMessageContaining("permission denied");
  }

  private static List<Row> tables(String service, String room) {
    return ROOMS
        .get(service)
        .read(Call.to("test.tables"), TABLES, Tuple.of(room))
        .map(rows -> rows.stream().toList())
        .await();
  }

  private static List<Row> ask(String service, String statement) {
    return ROOMS
        .get(service)
        .inTransaction(
            Call.to("test.ask"),
            transaction ->
                transaction.execute(statement).map(rows -> rows.stream().toList()))
        .await();
  }
}
