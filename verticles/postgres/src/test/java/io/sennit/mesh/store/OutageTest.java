package io.sennit.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.timeout.ReadTimeoutException;
import io.sennit.mesh.problem.Problem;
import io.sennit.postgres.EmbeddedPostgres;
import io.sennit.postgres.TestPostgres;
import io.sennit.testkit.Wait;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.SqlConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class OutageTest {
  private static final StoreOptions OPTIONS = StoreOptions.defaults()
      .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(20));
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String CREATE =
      "create table thing (id int primary key); insert into thing values (1);";

  @TempDir
  Path data;

  @TempDir
  Path scripts;

  @Test
  void noticesInTimeThatTheServerHangsAndThatItIsBack(Vertx vertx) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestPostgres.in(data))) {
      Database database = Database.at(vertx, DatabaseUri.parse(postgres.uri()), OPTIONS);
      database.probe(PATIENCE).await();
      List<ProcessHandle> server =
          ProcessHandle.of(postgres.pid()).orElseThrow().descendants().toList();
      signal(server, "STOP");
      signal(postgres.pid(), "STOP");
      try {
        long began = System.nanoTime();
        assertThatThrownBy(() -> database.probe(Duration.ofMillis(300)).await())
            .isInstanceOf(Problem.class)
            .hasMessageContaining("does not answer in time");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
      } finally {
        signal(postgres.pid(), "CONT");
        signal(server, "CONT");
      }
      database.probe(PATIENCE).await();
      database.close().await();
    }
  }

  @Test
  void cutsOffConnectionsOnWhichNothingIsHeard(Vertx vertx) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestPostgres.in(data));
        Scripts one = Scripts.in(scripts).with("V1__things.sql", CREATE)) {
      Database database =
          Database.at(vertx, DatabaseUri.parse(postgres.uri()), OPTIONS.withConnections(1, 4));
      Store store = database.openSchema("deaf", one.migrations()).await();
      int backend = Integer.parseInt(StoreTest.ask(store, "select pg_backend_pid()::text"));
      signal(backend, "STOP");
      try {
        // The only connection hangs; without the limit of silence it would do so for ever.
        assertThatThrownBy(
                () -> store.pool().query("select 1").execute().await(10, TimeUnit.SECONDS))
            .isInstanceOf(ReadTimeoutException.class);
        assertThat(StoreTest.ask(store, "select 'alive'")).isEqualTo("alive");
      } finally {
        signal(backend, "CONT");
      }
      database.close().await();
    }
  }

  @Test
  void cutsOffOnceWhatHasEnded(Vertx vertx) throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestPostgres.in(data));
        Scripts one = Scripts.in(scripts).with("V1__things.sql", CREATE)) {
      Database database = Database.at(vertx, DatabaseUri.parse(postgres.uri()), OPTIONS);
      Store store = database.openSchema("cut", one.migrations()).await();
      SqlConnection connection = store.pool().getConnection().await();
      Wire.cut(connection);
      Wait.until("it has ended", () -> !Wire.isOpen(connection));
      database.probe(PATIENCE).await();

      // Whoever gives it back does so, and lets the next one in afterwards.
      Wire.cut(connection);
      database.close().await();
    }
  }

  @Test
  void worksAgainAfterTheServerWasRestarted(Vertx vertx) throws Exception {
    Database database;
    Store store;
    int port;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestPostgres.in(data));
        Scripts one = Scripts.in(scripts).with("V1__things.sql", CREATE)) {
      port = postgres.port();
      database = Database.at(vertx, DatabaseUri.parse(postgres.uri()), OPTIONS);
      store = database.openSchema("phoenix", one.migrations()).await();
      assertThat(StoreTest.ask(store, "select id::text from thing")).isEqualTo("1");
    }
    assertThatThrownBy(() -> database.probe(PATIENCE).await())
        .isInstanceOf(Problem.class)
        .hasMessageContaining("Connection refused");
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.start(TestPostgres.in(data).withPort(port))) {
      assertThat(postgres.port()).isEqualTo(port);
      assertThat(StoreTest.ask(store, "select id::text from thing")).isEqualTo("1");
      database.probe(PATIENCE).await();
      database.close().await();
    }
  }

  private static void signal(List<ProcessHandle> processes, String name) throws Exception {
    for (ProcessHandle process : processes) {
      signal(process.pid(), name);
    }
  }

  private static void signal(long pid, String name) throws Exception {
    new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid).start().waitFor();
  }
}
