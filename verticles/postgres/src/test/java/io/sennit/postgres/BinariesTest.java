package io.sennit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {
  @TempDir
  Path data;

  @Test
  void isUnpackedOnceByTwoProcessesAtTheSameTime() throws Exception {
    try (OtherJvm one = OtherJvm.run(UnpackingMain.class, data);
        OtherJvm two = OtherJvm.run(UnpackingMain.class, data)) {
      Path folder = Path.of(one.awaitLine("UNPACKED"));
      assertThat(Path.of(two.awaitLine("UNPACKED"))).isEqualTo(folder);
      assertThat(folder.resolve("bin/postgres")).isExecutable();
    }
    try (var left = Files.list(data)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void neverUsesAHalfUnpackedFolderAndRemovesItLater() throws Exception {
    Path half = Files.createDirectories(
            data.resolve("postgres-17.0.0-linux-x86_64.unpacking-1/bin"))
        .getParent();
    Files.setLastModifiedTime(half, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    Binaries binaries = Binaries.unpackedIn(data);
    assertThat(Path.of(binaries.program("initdb"))).isExecutable();
    assertThat(half).doesNotExist();
  }

  @Test
  void namesThePlatformThatItDoesNotKnow() {
    assertThatThrownBy(() -> Platform.of("Windows 11", "amd64"))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("Windows 11 on amd64");
    assertThat(Platform.of("Mac OS X", "aarch64").archive())
        .isEqualTo("postgres-darwin-arm_64.txz");
    assertThat(Platform.of("Linux", "amd64").archive()).isEqualTo("postgres-linux-x86_64.txz");
  }
}
