package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The database alone, as the nodes of a machine share it. */
class PostgresIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  @TempDir
  static Path folder;

  @RegisterExtension
  static final Launcher sennit = new Launcher(() -> folder);

  @Test
  void endsWhenItsServerIsKilledSoThatWhoeverLooksAfterItStartsItAgain() throws Exception {
    Path data = folder.resolve("data");
    SennitProcess first = ready(data);

    Running.postmaster(data).destroyForcibly();

    Outcome outcome = first.ended(AT_ONCE);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.complaints())
        .singleElement()
        .asString()
        .startsWith("sennit: PostgreSQL ended by itself with code 137");

    // and the data is as it was left
    assertThat(ready(data).runs()).isTrue();
  }

  private static SennitProcess ready(Path data) throws Exception {
    SennitProcess postgres =
        sennit.start("postgres", "--data", data.toString(), "--database-port", "0");
    Eventually.within(
        SOON, () -> assertThat(postgres.out()).anyMatch(line -> line.startsWith("ready in ")));
    return postgres;
  }
}
