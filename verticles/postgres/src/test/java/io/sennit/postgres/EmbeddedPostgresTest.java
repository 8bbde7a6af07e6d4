package io.sennit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  @TempDir
  Path data;

  @Test
  void keepsItsDataFromOneStartToTheNext() throws Exception {
    try (EmbeddedPostgres first = EmbeddedPostgres.start(TestPostgres.in(data))) {
      Sql.run(first, "create table kept as select 42 as answer");
    }
    try (EmbeddedPostgres second = EmbeddedPostgres.start(TestPostgres.in(data))) {
      assertThat(Sql.ask(second, "select answer from kept")).isEqualTo("42");
    }
  }

  @Test
  void losesNothingThatItCommitted() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestPostgres.in(data))) {
      for (String setting :
          List.of("fsync", "synchronous_commit", "full_page_writes", "data_checksums")) {
        assertThat(Sql.ask(postgres, "show " + setting)).as(setting).isEqualTo("on");
      }
      assertThat(Sql.ask(postgres, "show server_encoding")).isEqualTo("UTF8");
      assertThat(Sql.ask(postgres, "select upper('straße é')"))
          .isEqualTo("STRASSE É".replace("SS", "ß"));
      assertThat(Sql.ask(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(Sql.ask(postgres, "show unix_socket_directories")).isEmpty();
    }
  }

  @Test
  void letsNobodyInWithoutThePassword() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestPostgres.in(data))) {
      assertThatThrownBy(() -> Sql.ask(postgres, "wrong", "select 1"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      Path file = data.resolve("postgres-password");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(file).strip()).isEqualTo(Sql.password(postgres));
      assertThat(Files.readString(data.resolve("postgres.log")))
          .doesNotContain(Sql.password(postgres));
      assertThat(ProcessHandle.of(postgres.pid())
              .orElseThrow()
              .info()
              .commandLine()
              .orElse(""))
          .contains("postgres")
          .doesNotContain(Sql.password(postgres));
    }
  }

  @Test
  void isNotStoppedByCtrlC() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")), "needs setsid");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestPostgres.in(data))) {
      String[] stat =
          Files.readString(Path.of("/proc/" + postgres.pid() + "/stat")).split(" ");
      int processGroup = 4;
      assertThat(stat[processGroup])
          .as("a group of its own")
          .isEqualTo(Long.toString(postgres.pid()));
    }
  }

  @Test
  void leavesNothingBehindWhenClosed() throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(TestPostgres.in(data));
    long pid = postgres.pid();
    List<ProcessHandle> children =
        ProcessHandle.of(pid).orElseThrow().children().toList();
    assertThat(children).isNotEmpty();

    postgres.close();
    postgres.close();

    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    try (ServerSocket free =
        new ServerSocket(postgres.port(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(free.isBound()).isTrue();
    }
    try (var left = Files.list(data)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("postgres", "postgres.log", "postgres-password");
    }
    assertThat(postgres.onExit().toCompletableFuture()).isNotCompleted();
  }

  @Test
  void namesThePortThatIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PostgresOptions options = TestPostgres.in(data).withPort(taken.getLocalPort());
      assertThatThrownBy(() -> EmbeddedPostgres.start(options))
          .isInstanceOf(PostgresException.class)
          .hasMessageStartingWith("Port " + taken.getLocalPort() + " on 127.0.0.1 is in use: ");
    }
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void namesBothVersionsWhenTheDataIsOfAnother() throws Exception {
    Files.createDirectory(data.resolve("postgres"));
    Files.writeString(data.resolve("postgres/PG_VERSION"), "16\n");
    assertThatThrownBy(() -> EmbeddedPostgres.start(TestPostgres.in(data)))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("made by PostgreSQL 16, and this Sennit brings PostgreSQL 17");
  }

  @Test
  void refusesFoldersThatItCannotUse() throws Exception {
    Path file = Files.createFile(data.resolve("file"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(TestPostgres.in(file)))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("cannot use " + file);
    Files.createDirectory(data.resolve("postgres"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(TestPostgres.in(data)))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("is not a data folder of PostgreSQL");
  }

  @Test
  void tellsWhenTheServerEndsByItself() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestPostgres.in(data))) {
      Programs.signal(postgres.pid(), "KILL");
      PostgresException reason = postgres.onExit().toCompletableFuture().get(10, TimeUnit.SECONDS);
      assertThat(reason).hasMessageContaining("ended by itself");
    }
    // Its processes may live a moment longer; the next start waits for them.
    try (EmbeddedPostgres next = EmbeddedPostgres.start(TestPostgres.in(data))) {
      assertThat(Sql.ask(next, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void stopsByForceWhenItMust() throws Exception {
    PostgresOptions options =
        TestPostgres.in(data).withTimeouts(Duration.ofSeconds(60), Duration.ofMillis(200));
    EmbeddedPostgres postgres = EmbeddedPostgres.start(options);
    Programs.signal(postgres.pid(), "STOP");
    postgres.close();
    assertThat(ProcessHandle.of(postgres.pid())).isEmpty();
  }

  @Test
  void startsAsALesserAccountWhereRootHasNoNamespaces() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root needs it");
    Account account = Account.unprivileged();
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    Binaries binaries = Binaries.unpackedIn(TestPostgres.BINARIES.toRealPath());
    List<String> reach = account.command(
        List.of("test", "-x", binaries.program("postgres"), "-a", "-x", data.toString()));
    assumeTrue(
        Programs.succeeds(Duration.ofSeconds(5), reach.toArray(String[]::new)),
        "the folders are for root only");
    new Cluster(data, binaries, account).prepare();
    Postmaster postmaster = Postmaster.launch(binaries, account, data, freePort());
    try {
      assertThat(postmaster.awaitReady(Cluster.folder(data), Duration.ofSeconds(30)))
          .as(postmaster.log().verdict())
          .isTrue();
    } finally {
      postmaster.stop(Duration.ofSeconds(10));
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
