package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Nodes in processes of their own, that find together, fail, leave and come back. */
class ClusterIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir
  static Path folder;

  @RegisterExtension
  static final Launcher sennit = new Launcher(() -> folder);

  /** Founds the cluster and serves HTTP; it stays while the nodes behind it come and go. */
  static SennitProcess gateway;

  static Operator operator;

  static final List<SennitProcess> clocks = new ArrayList<>();
  static int made;

  @BeforeAll
  static void start() throws Exception {
    String port = Integer.toString(Loopback.freePort());
    gateway = sennit
        .node("front", "gateway", "--cluster-port", port, "--join", "127.0.0.1:" + port)
        .awaitReady();
    operator = new Operator(gateway, sennit.data("front"));
  }

  @Test
  void showsEveryNodeAndInstance() throws Exception {
    givenClocks(2);
    String one = clocks.get(0).name();
    String other = clocks.get(1).name();

    // A node that says nothing for a second is shown as silent.
    Eventually.within(SOON, () -> {
      JsonObject seen = ask("ps", "--json").json();
      Outcome table = ask("ps");

      assertThat(seen.getJsonArray("nodes"))
          .extracting(node -> name(node) + " " + state(node))
          .containsExactlyInAnyOrder("front UP", one + " UP", other + " UP");
      assertThat(table.out()).anyMatch(line -> line.matches("front +UP .*"));
      for (String service : List.of("time", "date")) {
        assertThat(Operator.instances(seen, "services", service))
            .extracting(instance -> instance.getString("node") + " " + state(instance))
            .containsExactlyInAnyOrder(one + " UP", other + " UP");
        assertThat(table.out())
            .anyMatch(line -> line.matches(service + " +" + one + " +UP .*"))
            .anyMatch(line -> line.matches(service + " +" + other + " +UP .*"));
      }
    });
  }

  @Test
  void spreadsCallsOverAllInstances() throws Exception {
    givenClocks(2);

    // A new instance has its full share after some seconds.
    Eventually.within(SOON, () -> {
      Map<String, Integer> before = servedTimes();
      for (int i = 0; i < 100; i++) {
        assertThat(Http.get(gateway.http("/time")).statusCode()).isEqualTo(200);
      }
      Map<String, Integer> after = servedTimes();
      assertThat(after).hasSize(2);
      assertThat(after)
          .allSatisfy((node, served) ->
              assertThat(served - before.get(node)).as("calls of " + node).isBetween(25, 75));
    });
    Eventually.within(SOON, () -> {
      List<String> table = ask("ps").out();
      assertThat(table)
          .filteredOn(line -> line.startsWith("time "))
          .hasSize(2)
          .allMatch(line -> line.contains(" CLOSED "));
      assertThat(table).anyMatch(line -> line.matches("front +time +0 +\\d+ +\\d+ +no"));
    });
  }

  @Test
  void measuresNothingWhereItIsToldSo() throws Exception {
    // given a node that has been told so
    SennitProcess quiet = sennit
        .node("quiet", "clock", "--metrics", "off", "--join", gateway.ready().getString("cluster"))
        .awaitReady();

    // when it is asked what it has measured
    HttpResponse<String> metrics = Http.get(quiet.admin("/metrics"));

    // then it says why there is nothing
    assertThat(metrics.statusCode()).isEqualTo(404);
    assertThat(Http.json(metrics).getString("detail")).contains("--metrics=off");

    // and it serves all the same
    clocks.add(quiet);
    Eventually.within(SOON, () -> {
      assertThat(Http.get(gateway.http("/time")).statusCode()).isEqualTo(200);
      assertThat(servedTimes().get("quiet")).isPositive();
    });
    clocks.remove(quiet);
    quiet.terminate();
    assertThat(quiet.ended(SOON).code()).isZero();
  }

  @Test
  void goesOnWhenANodeIsKilledAndTakesUpANewOne() throws Exception {
    // given
    givenClocks(2);
    SennitProcess victim = clocks.remove(0);
    String name = victim.name();

    // when a node is killed
    victim.kill();

    // then calls are answered again within moments
    Eventually.within(SOON, () -> {
      for (int i = 0; i < 10; i++) {
        assertThat(Http.get(gateway.http("/time")).statusCode()).isEqualTo(200);
      }
    });

    // and it is not shown for long; its records may reach the gateway one by one
    Eventually.within(SOON, () -> {
      assertThat(operator.nodes()).doesNotContain(name);
      assertThat(servedTimes()).containsOnlyKeys(clocks.get(0).name());
    });

    // and a new node gets calls
    givenClocks(2);
    Eventually.within(SOON, () -> {
      Http.get(gateway.http("/time"));
      assertThat(servedTimes().get(clocks.get(1).name())).isPositive();
    });
  }

  @Test
  void losesNoRequestWhenANodeStopsUnderLoad() throws Exception {
    // given load on two nodes, half of it calls that nobody may repeat
    givenClocks(2);
    SennitProcess leaving = clocks.remove(0);
    String name = leaving.name();
    Outcome outcome;
    Load load = Load.of(
        4,
        Http.request(gateway.http("/time")).build(),
        Http.request(gateway.http("/nap/1")).POST(BodyPublishers.noBody()).build());
    try {
      load.awaitAnswers(1_500);
      Eventually.within(
          SOON,
          () -> assertThat(servedTimes().get(name))
              .as("calls of the node that will leave")
              .isPositive());

      // when one of them stops
      leaving.terminate();
      outcome = leaving.ended(SOON);
      load.awaitAnswers(load.answers() + 1_500);
    } finally {
      load.stop();
    }

    // then nobody noticed
    assertThat(outcome.code()).as(outcome.err().toString()).isZero();
    assertThat(load.failures()).isEmpty();
    assertThat(load.answers()).isGreaterThan(3_000);
  }

  @Test
  void drainsANodeThatIsNamed() throws Exception {
    // given
    givenClocks(2);
    SennitProcess leaving = clocks.remove(0);
    String name = leaving.name();

    // when
    Outcome drain = ask("drain", name);

    // then
    assertThat(drain.code()).isZero();
    assertThat(drain.err()).isEmpty();
    assertThat(drain.text()).contains(name);
    assertThat(leaving.ended(SOON).code()).isZero();
    Leftovers.assertNone(sennit.data(name));
    Eventually.within(SOON, () -> assertThat(operator.nodes()).doesNotContain(name));
    assertThat(Http.get(gateway.http("/time")).statusCode()).isEqualTo(200);
  }

  @Test
  void tellsWhatHappenedForARequestOnAllNodes() throws Exception {
    // given a request that its client follows, and one that fails on the way
    givenClocks(1);
    String followed = "0af7651916cd43dd8448eb211c80319c";
    Http.get(gateway.http("/time"), "traceparent", "00-" + followed + "-b7ad6b7169203331-01");
    // By its last digits it is none of the hundredth that is remembered unasked.
    String failed = "0af7651916cd43ddf448eb211c80319c";
    HttpResponse<String> late = Http.post(
        gateway.http("/nap/5000"),
        "",
        "sennit-timeout",
        "200",
        "traceparent",
        "00-" + failed + "-b7ad6b7169203331-00");
    assertThat(late.statusCode()).isEqualTo(504);
    assertThat(Http.json(late).getString("traceId")).isEqualTo(failed);

    // when
    Outcome story = ask("trace", followed);
    JsonObject whole = ask("trace", followed, "--json").json();
    Outcome failure = ask("trace", failed);
    Outcome failures = ask("trace", "--failed");

    // then
    assertThat(story.err()).isEmpty();
    assertThat(story.out().get(0)).startsWith("trace " + followed + ", ");
    assertThat(story.out().get(2)).matches("AT +TOOK +WHAT +NODE +OUTCOME");
    assertThat(story.out().subList(3, story.out().size()))
        .satisfiesExactly(
            line -> assertThat(line).matches("0.000 ms .* ms +request GET /time +front +200"),
            line -> assertThat(line)
                .matches(".* ms +call time.now by gateway to clock-\\d+/\\d+ +front +200"),
            line -> assertThat(line).matches(".* ms +operation time.now +clock-\\d+ +200"));
    assertThat(whole.getJsonArray("items"))
        .extracting(span -> ((JsonObject) span).getInteger("depth"))
        .containsExactly(0, 1, 2);
    assertThat(whole.containsKey("silent")).isFalse();
    assertThat(failure.out().get(0)).endsWith("not sampled: only what failed is remembered");
    assertThat(failure.text())
        .contains("request POST /nap/{millis}")
        .contains("call nap.insist by gateway to clock-")
        .contains("504 deadline-exceeded: ");
    assertThat(failures.out())
        .anyMatch(line -> line.contains(failed) && line.contains("request POST /nap/{millis}"))
        .noneMatch(line -> line.contains(followed));
  }

  @Test
  void saysWhyNothingIsKnownOfATrace() throws Exception {
    Outcome unknown = ask("trace", "1".repeat(32));
    Outcome malformed = ask("trace", "12");

    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err())
        .singleElement()
        .asString()
        .contains("No node remembers", "sampled or failed");
    assertThat(malformed.code()).isEqualTo(2);
    assertThat(malformed.err()).singleElement().asString().startsWith("sennit: '12' is no trace");
  }

  @Test
  void refusesToDrainANodeThatIsNotThere() throws Exception {
    Outcome drain = ask("drain", "nobody");

    assertThat(drain.code()).isEqualTo(1);
    assertThat(drain.err())
        .singleElement()
        .asString()
        .startsWith("sennit: 404")
        .contains("'nobody'");
  }

  @Test
  void saysThatNobodyCanServeWhenAllAreGone() throws Exception {
    // given a service of which every node has left
    givenClocks(1);
    for (SennitProcess clock : clocks) {
      clock.terminate();
      assertThat(clock.ended(SOON).code()).isZero();
    }
    clocks.clear();

    // when it is asked
    HttpResponse<String> answer = Http.get(
        gateway.http("/time"),
        "traceparent",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    Outcome call = ask("call", "time.now");

    // then the answer says to come back
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Http.header(answer, "retry-after")).matches("[1-9]\\d*");
    assertThat(Http.header(answer, "content-type")).isEqualTo("application/problem+json");
    assertThat(Http.json(answer).getInteger("status")).isEqualTo(503);
    assertThat(Http.json(answer).getString("traceId"))
        .isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(Http.header(answer, "traceparent"))
        .startsWith("00-0af7651916cd43dd8448eb211c80319c-");
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.err()).singleElement().asString().startsWith("sennit: 503").contains("'time'");
    assertThat(ask("ps").out()).anyMatch(line -> line.matches("time +- +DOWN .*"));
  }

  /** As many nodes with a clock as a test wants, which the gateway knows. */
  private static void givenClocks(int count) throws Exception {
    List<SennitProcess> starting = new ArrayList<>();
    while (clocks.size() + starting.size() < count) {
      made++;
      starting.add(sennit.node(
          "clock-" + made,
          "clock",
          "nap",
          "--services",
          Nap.SERVICES,
          "--join",
          gateway.ready().getString("cluster")));
    }
    for (SennitProcess clock : starting) {
      clocks.add(clock.awaitReady());
    }
    Eventually.within(SOON, () -> {
      for (String service : List.of("time", "date", "nap")) {
        assertThat(operator.instances(service))
            .filteredOn(instance -> state(instance).equals("UP"))
            .hasSize(clocks.size());
      }
      assertThat(operator.nodes()).hasSize(1 + clocks.size());
    });
  }

  private static Map<String, Integer> servedTimes() throws Exception {
    Map<String, Integer> served = new HashMap<>();
    for (JsonObject instance : operator.instances("time")) {
      served.put(instance.getString("node"), instance.getInteger("served"));
    }
    return served;
  }

  private static Outcome ask(String... arguments) throws Exception {
    return sennit.ask(operator, arguments);
  }

  private static String name(Object json) {
    return ((JsonObject) json).getString("name");
  }

  private static String state(Object json) {
    return ((JsonObject) json).getString("state");
  }
}
