package io.sennit.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.mesh.problem.Problem;
import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.TestPostgres;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that share a database, and services that have one to themselves. */
class DatabasesTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String CREATE =
      "create table thing as select current_database()::text as home;";

  @TempDir
  static Path folder;

  static EmbeddedPostgres postgres;
  static Vertx vertx;
  static DatabaseUri common;
  static DatabaseUri other;

  @BeforeAll
  static void startServer() {
    postgres = EmbeddedPostgres.start(TestPostgres.in(folder));
    vertx = Vertx.vertx();
    common = DatabaseUri.parse(postgres.uri());
    other = DatabaseUri.parse(postgres.uri().replaceFirst("/sennit$", "/other"));
    Pool superuser = new Pools(vertx, common, Shop.OPTIONS).administration();
    superuser.query("create database other").execute().await();
    superuser.close().await();
  }

  @AfterAll
  static void stopServer() {
    vertx.close().await();
    postgres.close();
  }

  @Test
  void keepsEachServicesDataWhereItsAddressSays(@TempDir Path scripts) throws Exception {
    Databases databases = databases(common, Map.of("pears", other));
    try (Scripts things = Scripts.in(scripts).with("V1__things.sql", CREATE)) {
      assertThat(home(databases, "apples", things)).isEqualTo("sennit");
      assertThat(home(databases, "pears", things)).isEqualTo("other");
    } finally {
      databases.close().await();
    }
  }

  @Test
  void opensAnAddressOnceHoweverManyNameIt() {
    Databases databases = databases(common, Map.of("pears", other, "plums", other, "figs", common));

    assertThat(databases.all())
        .extracting(Database::place)
        .containsExactly(common.server() + "/sennit", common.server() + "/other");
    assertThat(databases.of("pears")).isSameAs(databases.of("plums"));
    assertThat(databases.of("figs")).isSameAs(databases.of("apples"));
    databases.close().await();
  }

  @Test
  void hasNoneForAServiceThatNobodyNamedOneFor() {
    Databases databases = databases(null, Map.of("pears", other));

    assertThat(databases.of("apples")).isNull();
    assertThat(databases.of("pears")).isNotNull();
    assertThat(Databases.common(null).all()).isEmpty();
    databases.close().await();
  }

  @Test
  void closesEachOfThem() {
    Databases databases = databases(common, Map.of("pears", other));
    databases.all().forEach(database -> database.probe(SOON).await());

    databases.close().await();

    assertThat(databases.all())
        .hasSize(2)
        .allSatisfy(database ->
            assertThatThrownBy(() -> database.probe(SOON).await()).isInstanceOf(Problem.class));
  }

  private static Databases databases(@Nullable DatabaseUri all, Map<String, DatabaseUri> own) {
    return Databases.at(vertx, all, own, Shop.OPTIONS);
  }

  private static String home(Databases databases, String service, Scripts scripts) {
    Database database = databases.of(service);
    assertThat(database).isNotNull();
    Store store = database.openSchema(service, scripts.migrations()).await();
    return StoreTest.ask(store, "select home from thing");
  }
}
