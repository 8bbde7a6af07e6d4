package io.sennit.bench.shop;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.site.Victim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kills a process of the site every so often, and lets it come again some seconds later. */
final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
  private static final int SHORTEST_DEATH_MILLIS = 1_000;
  private static final int LONGEST_DEATH_MILLIS = 5_000;

  private final List<Victim> victims;
  private final Random chance;
  private final List<Victim> bag = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private long last = System.nanoTime();

  Faults(List<Victim> victims, Random chance) {
    this.victims = victims;
    this.chance = chance;
  }

  /**
   * As many as there is time for. Each process is back before the next one dies; where that takes
   * its time, it all takes longer.
   */
  void play(Duration load, Duration every) throws Exception {
    long start = System.nanoTime();
    for (long due = every.toNanos() / 2; due < load.toNanos(); due += every.toNanos()) {
      Patience.untilNanos(start + due);
      play(next());
    }
    Patience.untilNanos(start + load.toNanos());
  }

  private void play(Victim victim) throws Exception {
    LOG.info("kill -9 {}", victim.name());
    last = System.nanoTime();
    victim.death().run();
    counts.merge(victim.kind(), 1, Integer::sum);
    Patience.pass(Duration.ofMillis(
        SHORTEST_DEATH_MILLIS + chance.nextInt(LONGEST_DEATH_MILLIS - SHORTEST_DEATH_MILLIS)));
    victim.life().run();
    LOG.info("{} is back after {} ms", victim.name(), (System.nanoTime() - last) / 1_000_000);
  }

  /** Any, but each as often as the others. */
  private Victim next() {
    if (bag.isEmpty()) {
      bag.addAll(victims);
      Collections.shuffle(bag, chance);
    }
    return bag.remove(0);
  }

  /** How often a process of each kind was killed. */
  Map<String, Integer> counts() {
    return counts;
  }

  /** The moment of the last one. */
  long last() {
    return last;
  }
}
