package io.sennit.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.bench.contest.Contestant;
import io.sennit.bench.contest.Part;
import io.sennit.bench.http.Shot;
import io.sennit.bench.http.Target;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final int ROUNDS = 3;

  private final List<String> asked = new ArrayList<>();
  private final List<Contestant> contestants = List.of(new Fast("first"), new Fast("second"));

  /** One that is this process, and answers what the load says. */
  private record Fast(String name) implements Contestant {
    @Override
    public String version() {
      return name + " 1.0";
    }

    @Override
    public Target target() {
      return new Target(URI.create("http://" + name + "/time"), "token");
    }

    @Override
    public List<Part> parts() {
      return List.of(new Part("gateway", ProcessHandle.current()));
    }

    @Override
    public void close() {}
  }

  /** The second one does half as much as the first in every round, while the machine slows down. */
  private Shot shot(Target target) {
    String who = target.uri().getHost();
    asked.add(who);
    long first = 3_000L / ((asked.size() + 1) / 2);
    long answers = "first".equals(who) ? first : first / 2;
    return new Shot(answers, asked.size() == 1 ? 1 : 0, Duration.ofSeconds(1), 1_000, 20_000);
  }

  private Results compete() throws Exception {
    return Results.of(
        contestants,
        List.of(new Load("100/s", 100, this::shot), new Load("200/s", 200, this::shot)),
        ROUNDS);
  }

  @Test
  void anotherOneBeginsEachRound() throws Exception {
    compete();

    assertThat(asked)
        .containsExactly(
            "first", "second", "first", "second", "second", "first", "second", "first", "first",
            "second", "first", "second");
  }

  @Test
  void ratiosAreThoseWithinARound() throws Exception {
    Standing second =
        compete().contests().get(0).standings(List.of("first", "second")).get(1);

    assertThat(second.ratio()).isEqualTo(0.5);
  }

  @Test
  void anErrorOfAnyRoundCounts() throws Exception {
    assertThat(compete().errors()).isEqualTo(1);
  }

  @Test
  void theReportHasAllRoundsAndTheVersions() throws Exception {
    JsonObject report = new JsonObject(compete().toJson().encode());

    assertThat(report.getJsonObject("versions").getString("second")).isEqualTo("second 1.0");
    JsonObject contest = report.getJsonArray("contests").getJsonObject(1);
    assertThat(contest.getString("load")).isEqualTo("200/s");
    JsonObject first = contest.getJsonArray("contestants").getJsonObject(0);
    assertThat(first.getJsonArray("rounds")).hasSize(ROUNDS);
    JsonObject round = first.getJsonArray("rounds").getJsonObject(0);
    assertThat(round.getDouble("p99Micros")).isEqualTo(20_000);
    assertThat(round.getJsonObject("residentBytes").getLong("gateway")).isPositive();
    assertThat(round.getJsonObject("cpuMicrosPerRequest").getDouble("gateway")).isNotNegative();
  }

  @Test
  void thePictureHasTwoLinesForEachContestant() throws Exception {
    String picture = Plot.of(compete());

    assertThat(picture.split("<polyline", -1)).hasSize(5);
    assertThat(picture).contains(">first<", ">second<", ">200<", "stroke-dasharray");
  }
}
