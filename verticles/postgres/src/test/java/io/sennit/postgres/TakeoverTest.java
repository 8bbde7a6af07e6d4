package io.sennit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeoverTest {
  @TempDir
  Path data;

  @Test
  void takesOverFromAProcessThatWasKilled() throws Exception {
    long orphan;
    try (OtherJvm other = OtherJvm.run(StartingMain.class, data)) {
      orphan = Long.parseLong(other.awaitLine("STARTED"));
      other.kill();
    }
    assertThat(ProcessHandle.of(orphan))
        .as("the server outlives the process that started it")
        .isPresent();

    try (EmbeddedPostgres next = EmbeddedPostgres.start(TestPostgres.in(data))) {
      assertThat(next.pid()).isNotEqualTo(orphan);
      assertThat(Sql.ask(next, "select answer from kept")).isEqualTo("42");
    }
  }

  @Test
  void saysSoWhenTheOrphanDoesNotStop() throws Exception {
    long orphan;
    try (OtherJvm other = OtherJvm.run(StartingMain.class, data)) {
      orphan = Long.parseLong(other.awaitLine("STARTED"));
      other.kill();
    }
    Programs.signal(orphan, "STOP");
    PostgresOptions impatient =
        TestPostgres.in(data).withTimeouts(Duration.ofSeconds(60), Duration.ofMillis(100));
    try {
      assertThatThrownBy(() -> EmbeddedPostgres.start(impatient))
          .isInstanceOf(PostgresException.class)
          .hasMessageContaining("The PostgreSQL " + orphan)
          .hasMessageContaining("does not stop");
    } finally {
      Programs.signal(orphan, "CONT");
    }
    EmbeddedPostgres.start(TestPostgres.in(data)).close();
  }

  @Test
  void leavesAStrangerAloneThatHasThePidNow() throws Exception {
    EmbeddedPostgres.start(TestPostgres.in(data)).close();
    Process stranger = new ProcessBuilder("sleep", "300").start();
    try {
      Path pidFile = data.resolve("postgres/postmaster.pid");
      Files.writeString(
          pidFile,
          stranger.pid() + "\n" + data.resolve("postgres")
              + "\n1\n5432\n\n127.0.0.1\n0 0\nready\n");
      try (EmbeddedPostgres postgres = EmbeddedPostgres.start(TestPostgres.in(data))) {
        assertThat(Sql.ask(postgres, "select 1")).isEqualTo("1");
        assertThat(stranger.isAlive()).isTrue();
      }
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }
}
