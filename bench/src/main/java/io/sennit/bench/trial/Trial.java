package io.sennit.bench.trial;

import io.sennit.testkit.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the event log through everything that can happen to it. */
public final class Trial {
  private static final Logger LOG = LoggerFactory.getLogger(Trial.class);
  private static final int NODES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Plan plan;

  /**
   * What came of it.
   *
   * @param mistakes how often what must never happen did
   * @param happened how often what was to be survived came about
   */
  public record Outcome(Map<String, Long> mistakes, Map<String, Integer> happened) {}

  public Trial(Plan plan) {
    this.plan = plan;
  }

  public Outcome run() {
    try (Server server = new Server(plan.postgres());
        Witness witness = new Witness(server.uri())) {
      Findings findings = new Findings(witness);
      Chance chance = new Chance(new Random(plan.seed()));
      Map<String, Integer> answered;
      Map<String, Integer> happened;
      try (Troupe troupe = new Troupe(server, chance)) {
        for (int i = 0; i < NODES; i++) {
          troupe.add();
        }
        Producers producers = new Producers(troupe.audience(), plan.seed());
        Play play = new Play(server, troupe, witness, new Random(plan.seed()));
        play(play, producers, findings);
        producers.stop();
        awaitHandled(findings);
        answered = producers.answered();
        happened = happened(play, producers, chance, witness);
      }
      // Only now: what a node that was thought dead could still do is done.
      return new Outcome(findings.mistakes(answered), happened);
    }
  }

  private static void awaitHandled(Findings findings) {
    try {
      Wait.within(PATIENCE, "every group has handled all", findings::allHandled);
    } catch (AssertionError late) {
      LOG.error("Not all was handled; what is missing is counted as lost", late);
    }
  }

  private void play(Play play, Producers producers, Findings findings) {
    List<Fault> faults = faults();
    for (int i = 0; i < faults.size(); i++) {
      long told = (long) plan.events() * (i + 1) / (faults.size() + 1);
      Wait.within(PATIENCE.multipliedBy(5), "more is told", () -> producers.told.get() >= told);
      play.play(faults.get(i));
      long progress = findings.progress();
      Wait.within(
          PATIENCE,
          "the groups go on after " + faults.get(i),
          () -> findings.progress() > progress + NODES);
    }
    Wait.within(
        PATIENCE.multipliedBy(5), "all is told", () -> producers.told.get() >= plan.events());
  }

  /** Each fault as often as each other one, in any order. */
  private List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    for (int round = 0; round < plan.rounds(); round++) {
      faults.addAll(Arrays.asList(Fault.values()));
    }
    if (!plan.patient()) {
      faults.removeIf(Fault::takesLong);
    }
    Collections.shuffle(faults, new Random(plan.seed()));
    return faults;
  }

  private static Map<String, Integer> happened(
      Play play, Producers producers, Chance chance, Witness witness) {
    Map<String, Integer> happened = new TreeMap<>(play.happened());
    happened.put("events told", (int) witness.number("SELECT count(*) FROM teller.event"));
    happened.put(
        "events told in answer", (int) witness.number("SELECT count(*) FROM keeper.event"));
    happened.put("transactions undone on purpose", producers.undone.get());
    happened.put("calls that failed", producers.unanswered.get());
    happened.put("handlers failed by chance", chance.failures.get());
    happened.put("hints lost", chance.lost.get());
    happened.put("hints doubled", chance.doubled.get());
    happened.put("takeovers", (int)
        witness.number("SELECT sum(epoch)::bigint FROM (SELECT epoch FROM keeper.event_cursor"
            + " UNION ALL SELECT epoch FROM counter.event_cursor) AS cursors"));
    return happened;
  }
}
