package io.sennit.bench.shop;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.site.Site;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One run of the shop through everything: opened, visited, killed at, and looked over. */
final class Play {
  /** After the last fault. */
  private static final Duration SETTLING = Duration.ofSeconds(60);

  private static final Duration LONGEST_SETTLING = Duration.ofSeconds(150);

  private final Plan plan;
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final List<Bar> bars = new ArrayList<>();

  /**
   * What came of it.
   *
   * @param counts how often what came about
   */
  record Outcome(Map<String, Integer> counts, List<Bar> bars) {}

  Play(Plan plan) {
    this.plan = plan;
  }

  Outcome play() throws Exception {
    Path file = plan.layout().folder().make("logs").resolve("history.jsonl");
    try (Site site = new Site(plan.layout());
        Writer lines = Files.newBufferedWriter(file)) {
      open(site);
      History history = new History(lines);
      Client client = new Client(site.gateways(), history);
      Faults faults = new Faults(site.victims(), new Random(plan.seed()));
      load(client, history, faults);
      look(site, client, history, faults);
    }
    return new Outcome(counts, bars);
  }

  private void open(Site site) throws Exception {
    site.startDatabase();
    if (plan.broken() != null) {
      plan.broken().beforeNodes(site.database());
    }
    site.startNodes();
    if (plan.broken() != null) {
      plan.broken().beforeLoad(site.database());
    }
  }

  private void load(Client client, History history, Faults faults) throws Exception {
    try (Crowd crowd = new Opening(client, history, plan.seed()).crowd(plan.rate())) {
      crowd.start();
      faults.play(plan.load(), plan.every());
      crowd.leave();
    }
  }

  private void look(Site site, Client client, History history, Faults faults) throws Exception {
    Session admin =
        new Session(client, history, new Random(plan.seed()), "admin@sennit.local", Site.PASSWORD);
    admin.login();
    try (Archive archive = new Archive(site.database())) {
      Summary summary = new Summary(archive);
      settle(summary, faults);
      Findings findings = new Findings(archive, history, Sight.of(admin, history));
      counts.putAll(history.counts());
      counts.putAll(summary.counts());
      faults.counts().forEach((kind, killed) -> counts.put("killed " + kind, killed));
      bars.add(summary.mixed());
      bars.addAll(findings.bars());
      bars.addAll(answers(history));
    }
  }

  /** What is not settled by then is named by the checks. */
  private void settle(Summary summary, Faults faults) throws Exception {
    boolean settled = Patience.until(() -> summary.open() == 0, LONGEST_SETTLING);
    Duration taken = Duration.ofNanos(System.nanoTime() - faults.last());
    bars.add(Bar.of(
        "I1",
        "all is settled within " + SETTLING.toSeconds() + " s of the last fault",
        settled ? "by " + taken.toSeconds() + " s" : summary.open() + " are open",
        settled && taken.compareTo(SETTLING) <= 0));
  }

  private static List<Bar> answers(History history) {
    List<String> silence =
        history.notes(History.Kind.UNANSWERED).stream().map(Object::toString).toList();
    return List.of(
        Bar.of("I5", "every request is answered in the end", silence),
        Bar.of("I5", "what is asked again is answered as before, to the byte", history.differing()),
        Bar.of("I5", "no answer that the contract does not allow", history.unexpected()));
  }
}
