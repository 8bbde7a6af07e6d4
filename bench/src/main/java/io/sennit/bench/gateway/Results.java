package io.sennit.bench.gateway;

import io.sennit.bench.contest.Contestant;
import io.sennit.bench.measure.Table;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What all contestants did under all loads. */
final class Results implements Table {
  private final List<Contestant> contestants;
  private final List<Contest> contests;
  private final int rounds;

  private Results(List<Contestant> contestants, List<Contest> contests, int rounds) {
    this.contestants = contestants;
    this.contests = contests;
    this.rounds = rounds;
  }

  /** Lets them take turns; another one is the first in each round. */
  static Results of(List<Contestant> contestants, List<Load> loads, int rounds) throws Exception {
    List<Contest> contests = loads.stream().map(Contest::new).toList();
    List<Contestant> order = new ArrayList<>(contestants);
    for (int round = 0; round < rounds; round++) {
      for (Contest contest : contests) {
        for (Contestant each : order) {
          contest.add(each.name(), Turn.take(each, contest.load()));
        }
      }
      Collections.rotate(order, -1);
    }
    return new Results(List.copyOf(contestants), contests, rounds);
  }

  List<String> names() {
    return contestants.stream().map(Contestant::name).toList();
  }

  List<Contest> contests() {
    return contests;
  }

  /** Answers that were not right, or never came. */
  long errors() {
    return contests.stream()
        .flatMap(contest -> contest.standings(names()).stream())
        .mapToLong(Standing::errors)
        .sum();
  }

  @Override
  public void print(PrintWriter out) {
    for (Contest contest : contests) {
      out.println();
      out.println(contest.load().title() + ", medians of " + rounds + " rounds");
      out.println(Standing.HEAD);
      contest.standings(names()).forEach(each -> out.println(each.line()));
    }
    out.flush();
  }

  @Override
  public JsonObject toJson() {
    JsonObject versions = new JsonObject();
    contestants.forEach(each -> versions.put(each.name(), each.version()));
    JsonArray all = new JsonArray();
    contests.forEach(contest -> all.add(contest.toJson(names())));
    return new JsonObject().put("versions", versions).put("contests", all);
  }
}
