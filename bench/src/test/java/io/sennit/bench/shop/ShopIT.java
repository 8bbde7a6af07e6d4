package io.sennit.bench.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.bench.site.Folder;
import io.sennit.bench.site.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The packaged shop as processes that are killed, in a form as short as each dying once allows. */
class ShopIT {
  private static final Logger LOG = LoggerFactory.getLogger(ShopIT.class);
  private static final Path BUILD =
      Path.of("..", "verticles", "node", "target").toAbsolutePath().normalize();
  private static final List<String> SENNIT = List.of(
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "-Xmx160m",
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      // Left there by the tests of the node: without it all is the same, only slower.
      "-Xshare:auto",
      "-Xlog:cds=off",
      "-Xlog:cds+dynamic=off",
      "-XX:SharedArchiveFile=" + BUILD.resolve("sennit.jsa"),
      "-jar",
      BUILD.resolve("sennit.jar").toString());

  @TempDir
  Path folder;

  @Test
  @Timeout(300)
  void whatWasAcknowledgedIsTrueWhateverIsKilled() throws Exception {
    long seed = ThreadLocalRandom.current().nextLong(1_000_000_000);
    LOG.warn("the seed of this run is {}", seed);

    Play.Outcome outcome = new Play(plan(seed)).play();

    LOG.warn("survived: {}", outcome.counts());
    assertThat(outcome.bars())
        .as("again: ./sennit bench chaos shop --short --seed %d", seed)
        .allSatisfy(bar -> assertThat(bar.wrong()).as(bar.name()).isEmpty());
    assertThat(outcome.counts())
        .containsKeys("killed gateway", "killed services", "killed postgres", "killed postmaster");
  }

  private Plan plan(long seed) {
    return new Plan(
        seed,
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        60,
        null,
        new Site.Layout(SENNIT, "", 2, 2, new Folder(folder, true)));
  }
}
