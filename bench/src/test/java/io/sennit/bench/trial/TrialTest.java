package io.sennit.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.postgres.PostgresOptions;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class TrialTest {
  private static final Logger LOG = LoggerFactory.getLogger(TrialTest.class);

  @TempDir
  Path data;

  @Test
  void everyEventHasEachOfItsEffectsOnceAndInOrderWhateverHappens() {
    long seed = ThreadLocalRandom.current().nextLong(1_000_000_000);
    LOG.warn("the seed of this trial is {}", seed);
    PostgresOptions postgres = PostgresOptions.in(data).withBinaries(Path.of("target"));

    Trial.Outcome outcome = new Trial(new Plan(seed, 3_000, 1, false, postgres)).run();

    LOG.warn("survived: {}", outcome.happened());
    assertThat(outcome.mistakes())
        .as("again: ./sennit bench chaos events --short --seed %d", seed)
        .isEmpty();
    assertThat(outcome.happened()).containsKeys("left", "leases taken", "database restarted");
  }
}
