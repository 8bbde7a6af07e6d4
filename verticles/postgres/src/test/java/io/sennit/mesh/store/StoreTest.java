package io.sennit.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.Problem;
import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  private static final StoreOptions OPTIONS = StoreOptions.defaults()
      .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(20));
  private static final String CREATE =
      "create table thing (id int primary key); insert into thing values (1);";

  private static final String SESSION = """
      create table session as select current_user::text as who, current_schema()::text as home,
        current_setting('statement_timeout') as statement, current_setting('lock_timeout') as wait;
      """;

  @TempDir
  static Path data;

  static EmbeddedPostgres postgres;

  @TempDir
  Path scripts;

  private Vertx vertx;
  private Database database;

  @BeforeAll
  static void startServer() {
    postgres = EmbeddedPostgres.start(TestPostgres.in(data));
  }

  @AfterAll
  static void stopServer() {
    postgres.close();
  }

  @BeforeEach
  void connect() {
    vertx = Vertx.vertx();
    database = Database.at(vertx, DatabaseUri.parse(postgres.uri()), OPTIONS);
  }

  @AfterEach
  void disconnect() {
    database.close().await();
    vertx.close().await();
  }

  @Test
  void givesEachServiceItsOwnSchemaThatNoOtherCanRead() throws Exception {
    try (Scripts one = Scripts.in(scripts).with("V1__things.sql", CREATE)) {
      Store apples = database.openSchema("apples", one.migrations()).await();
      Store pears = database.openSchema("pears", one.migrations()).await();

      assertThat(ask(apples, "select current_user || ' ' || current_schema()"))
          .isEqualTo("sennit_apples apples");
      assertThat(ask(pears, "select id::text from thing")).isEqualTo("1");
      assertThatThrownBy(() -> ask(pears, "select id::text from apples.thing"))
          .isInstanceOf(PgException.class)
          .hasMessageContaining("permission denied for schema apples");
      assertThatThrownBy(() -> ask(pears, "create table public.escape (id int)"))
          .hasMessageContaining("permission denied for schema public");
      assertThatThrownBy(() -> ask(pears, "create role mallory"))
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> ask(pears, "set role sennit_apples"))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void opensASecondTimeWithoutDoingAnything() throws Exception {
    try (Scripts one = Scripts.in(scripts).with("V1__things.sql", CREATE)) {
      Store first = database.openSchema("twice", one.migrations()).await();
      assertThat(database.openSchema("twice", one.migrations()).await()).isSameAs(first);
      Pool superuser =
          new Pools(vertx, DatabaseUri.parse(postgres.uri()), OPTIONS).administration();
      String traces =
          "select (select xmin::text from pg_authid where rolname = 'sennit_twice') || ' ' || d.description"
              + " || ' ' || d.xmin from pg_description d where d.objoid = 'twice.flyway_schema_history'::regclass";
      String before = ask(superuser, traces);

      Database next = Database.at(vertx, DatabaseUri.parse(postgres.uri()), OPTIONS);
      Store second = next.openSchema("twice", one.migrations()).await();
      assertThat(ask(superuser, traces)).isEqualTo(before).contains("sennit migrations");
      assertThat(ask(second, "select count(*)::text from thing")).isEqualTo("1");
      next.close().await();
      superuser.close().await();
    }
  }

  @Test
  void executesWhatIsNewAndRefusesWhatWasChanged() throws Exception {
    try (Scripts scriptsOfService = Scripts.in(scripts).with("V1__things.sql", CREATE)) {
      database.openSchema("growing", scriptsOfService.migrations()).await();
      scriptsOfService.with("V2__more.sql", "insert into thing values (2)");
      Database next = Database.at(vertx, DatabaseUri.parse(postgres.uri()), OPTIONS);
      Store store = next.openSchema("growing", scriptsOfService.migrations()).await();
      assertThat(ask(store, "select max(id)::text from thing")).isEqualTo("2");
      next.close().await();

      scriptsOfService.with("V1__things.sql", "create table other (id int)");
      Database last = Database.at(vertx, DatabaseUri.parse(postgres.uri()), OPTIONS);
      assertThatThrownBy(
              () -> last.openSchema("growing", scriptsOfService.migrations()).await())
          .isInstanceOf(Problem.class)
          .hasMessageContaining("Service growing: migrations do not fit its schema")
          .hasMessageContaining("version 1")
          .hasMessageNotContaining("\n");
      last.close().await();
    }
  }

  @Test
  void readsMigrationsFromAJarThatWasLoadedLater() throws Exception {
    try (Scripts jar = Scripts.inJar(scripts.resolve("service.jar"), "V1__things.sql", SESSION)) {
      Store store = database.openSchema("plugin", jar.migrations()).await();
      assertThat(ask(store, "select concat_ws(' ', who, home, statement, wait) from session"))
          .isEqualTo("sennit_plugin plugin 20s 1s");
    }
  }

  @Test
  void migratesOnceHoweverManyNodesStartAtTheSameTime() throws Exception {
    List<Vertx> nodes = new ArrayList<>();
    List<Future<?>> openings = new ArrayList<>();
    try (Scripts one =
        Scripts.in(scripts).with("V1__things.sql", "select pg_sleep(0.2);" + CREATE)) {
      for (int node = 0; node < 4; node++) {
        Vertx own = Vertx.vertx();
        nodes.add(own);
        Database first = Database.at(own, DatabaseUri.parse(postgres.uri()), OPTIONS);
        Database second = Database.at(own, DatabaseUri.parse(postgres.uri()), OPTIONS);
        openings.add(first.openSchema("crowd", one.migrations()));
        openings.add(second.openSchema("crowd_" + node, one.migrations()));
      }
      Future.all(openings).await();
      Store store = (Store) openings.get(0).await();
      assertThat(ask(store, "select count(*)::text from flyway_schema_history where version = '1'"))
          .isEqualTo("1");
    } finally {
      nodes.forEach(node -> node.close().await());
    }
  }

  @Test
  void namesTheMigrationThatFailed() throws Exception {
    try (Scripts one = Scripts.in(scripts)
        .with("V1__things.sql", CREATE)
        .with("V2__wrong.sql", "select 1;\n\nalter table nothing add column x int;")) {
      assertThatThrownBy(() -> database.openSchema("broken", one.migrations()).await())
          .isInstanceOf(Problem.class)
          .hasMessageContaining("Service broken: migration V2__wrong.sql failed at line 3")
          .hasMessageContaining("relation \"nothing\" does not exist")
          .hasMessageNotContaining("\n");
      one.with("V2__wrong.sql", "alter table thing add column x int");
      Store repaired = database.openSchema("broken", one.migrations()).await();
      assertThat(ask(repaired, "select count(x)::text from thing")).isEqualTo("0");
    }
  }

  @Test
  void refusesServicesAndFoldersThatCannotBe() throws Exception {
    try (Scripts none = Scripts.in(scripts)) {
      for (String name :
          List.of("", "Upper", "a-b", "pg_x", "public", "a\"; drop table x", "x".repeat(42))) {
        assertThatThrownBy(() -> database.openSchema(name, none.migrations()).await())
            .isInstanceOf(Problem.class)
            .hasMessageContaining("cannot name a schema");
      }
      assertThatThrownBy(() -> database.openSchema("empty", none.migrations()).await())
          .isInstanceOf(Problem.class)
          .hasMessageContaining("There are no migrations in classpath:db/test");
    }
  }

  @Test
  void endsStatementsThatTakeTooLong() throws Exception {
    try (Scripts one = Scripts.in(scripts).with("V1__things.sql", CREATE)) {
      Store store = database.openSchema("slow", one.migrations()).await();
      assertThatThrownBy(() -> ask(store, "select 'x' from pg_sleep(30)"))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("statement timeout");
      assertThat(ask(store, "select current_setting('lock_timeout')")).isEqualTo("1s");
      assertThat(ask(store, "select current_setting('idle_in_transaction_session_timeout')"))
          .isEqualTo("2s");
    }
  }

  @Test
  void refusesCallsBeyondItsQueue() throws Exception {
    Database small =
        Database.at(vertx, DatabaseUri.parse(postgres.uri()), OPTIONS.withConnections(1, 2));
    try (Scripts one = Scripts.in(scripts).with("V1__things.sql", CREATE)) {
      Store store = small.openSchema("narrow", one.migrations()).await();
      List<Future<?>> accepted = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        accepted.add(send(store, "select '' from pg_sleep(0.2)"));
      }
      assertThatThrownBy(() -> ask(store, "select 'x'"))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("All connections to the database");
      Future.all(accepted).await();
      // Longer than the wait for a connection: what was refused must not come back.
      for (int second = 0; second < 3; second++) {
        ask(store, "select 'x' from pg_sleep(1)");
      }
    } finally {
      small.close().await();
    }
  }

  @Test
  void fitsThePasswordOfTheRolesToANewOneOfTheAddress() throws Exception {
    try (Scripts one = Scripts.in(scripts).with("V1__things.sql", CREATE)) {
      Store administrator = database.openSchema("rotating", one.migrations()).await();
      assertThat(ask(administrator, "select 'x'")).isEqualTo("x");
      ServiceSchema schema = new ServiceSchema("rotating");
      DatabaseUri uri = DatabaseUri.parse(postgres.uri());
      Pool superuser = new Pools(vertx, uri, OPTIONS).administration();
      superuser
          .query("ALTER ROLE " + schema.role() + " PASSWORD 'another'")
          .execute()
          .await();
      superuser.close().await();

      Database next = Database.at(vertx, uri, OPTIONS);
      assertThat(ask(next.openSchema("rotating", one.migrations()).await(), "select 'y'"))
          .isEqualTo("y");
      next.close().await();
    }
  }

  @Test
  void needsNoSuperuser() throws Exception {
    Pool superuser = new Pools(vertx, DatabaseUri.parse(postgres.uri()), OPTIONS).administration();
    superuser
        .query("CREATE ROLE owner LOGIN CREATEROLE CREATEDB PASSWORD 'its-own'")
        .execute()
        .await();
    superuser.query("CREATE DATABASE hosted OWNER owner").execute().await();
    superuser.close().await();
    DatabaseUri hosted =
        DatabaseUri.parse("postgresql://owner:its-own@127.0.0.1:" + postgres.port() + "/hosted");
    Database own = Database.at(vertx, hosted, OPTIONS);
    try (Scripts one = Scripts.in(scripts).with("V1__things.sql", CREATE)) {
      Store store = own.openSchema("guest", one.migrations()).await();
      assertThat(ask(store, "select id::text from thing")).isEqualTo("1");
      assertThatThrownBy(() -> ask(store, "create table public.escape (id int)"))
          .hasMessageContaining("permission denied for schema public");
    } finally {
      own.close().await();
    }
  }

  @Test
  void saysWhatIsWrongWithTheAddress() {
    String server = "127.0.0.1:" + postgres.port();
    assertProbe("postgresql://postgres:wrong@" + server + "/sennit", "refuses the login");
    assertProbe(postgres.uri() + "_missing", "has no database sennit_missing");
    assertProbe("postgresql://postgres:wrong@127.0.0.1:1/sennit", "Connection refused");
  }

  private void assertProbe(String address, String fault) {
    Database wrong = Database.at(vertx, DatabaseUri.parse(address), OPTIONS);
    assertThatThrownBy(() -> wrong.probe(Duration.ofSeconds(2)).await())
        .isInstanceOf(Problem.class)
        .hasMessageContaining(fault)
        .hasMessageNotContaining("\n");
    wrong.close().await();
  }

  static String ask(Store store, String sql) {
    return send(store, sql).await();
  }

  private static Future<String> send(Store store, String sql) {
    return store.inTransaction(
        Call.to("test.ask"),
        transaction ->
            transaction.execute(sql).map(rows -> rows.iterator().next().getString(0)));
  }

  static String ask(Pool pool, String sql) {
    return pool.query(sql)
        .execute()
        .map(rows -> rows.iterator().next().getString(0))
        .await();
  }
}
