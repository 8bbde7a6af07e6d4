package io.sennit.gateway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.testkit.Wait;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real requests to a real cluster in which two versions of a service run side by side. */
class RolloutsTest {
  private static final List<String> PEOPLE =
      IntStream.range(0, 500).mapToObj(i -> "somebody-" + i).toList();

  private static TwoVersions shop;

  @BeforeAll
  static void start() {
    shop = new TwoVersions();
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @BeforeEach
  void begin() {
    shop.failingShare.set(0);
    shop.holdsCopies = false;
    shop.copies.clear();
    shop.clock.at(Duration.ZERO);
    shop.rules(json("{'split':[{'version':'2.0.0','weight':100}]}"));
    // The breaker of its only instance may be open or on trial since another test let it fail.
    Wait.until(
        "the new version is well",
        () -> PEOPLE.stream().limit(20).map(shop::version).allMatch("2.0.0"::equals));
  }

  @Test
  void sharesAreKeptAndNobodyFlips() {
    String rules = "{'split':[{'version':'2.0.0','weight':20}]}";
    shop.rules(json(rules));

    Map<String, String> first = versions();
    Map<String, String> again = versions();
    shop.rules(json(rules));
    Map<String, String> onAnotherGateway = versions();

    assertThat(share(first)).isBetween(0.16, 0.24);
    assertThat(first).containsValue("1.0.0");
    assertThat(again).isEqualTo(first);
    assertThat(onAnotherGateway).isEqualTo(first);
  }

  @Test
  void twoSharesThatAreAllThereIsLeaveNobodyToChance() {
    shop.rules(json("{'split':[{'version':'1.0.0','weight':50},{'version':'2.0.0','weight':50}]}"));

    assertThat(share(versions())).isBetween(0.44, 0.56);
  }

  @Test
  void peopleOfOneAddressGoTheSameWayWhenTheAddressDecides() {
    shop.rules(json("{'split':[{'version':'2.0.0','weight':50}],'sticky':'address'}"));

    assertThat(versions().values().stream().distinct()).hasSize(1);
  }

  @Test
  void nobodyKeepsAVersionWhereNothingDecides() {
    shop.rules(json("{'split':[{'version':'2.0.0','weight':50}],'sticky':'none'}"));

    List<String> answers =
        IntStream.range(0, 400).mapToObj(i -> shop.version("somebody")).toList();

    // Of a fixed seed.
    assertThat(answers.stream().filter("2.0.0"::equals).count()).isBetween(160L, 240L);
  }

  @Test
  void whoShowsAHeaderOrACookieGetsItsVersionBeforeAnyShareIsDrawn() {
    shop.rules(json("{'split':[{'version':'2.0.0','weight':0}],"
        + "'header':{'name':'x-canary','value':'yes','version':'2.0.0'},"
        + "'cookie':{'name':'canary','value':'1','version':'2.0.0'}}"));

    for (String who : PEOPLE.subList(0, 30)) {
      assertThat(shop.version(who)).isEqualTo("1.0.0");
      assertThat(shop.version(who, "x-canary", "yes")).isEqualTo("2.0.0");
      assertThat(shop.version(who, "X-Canary", "no")).isEqualTo("1.0.0");
      assertThat(shop.version(who, "cookie", "a=b; canary=1")).isEqualTo("2.0.0");
      assertThat(shop.version(who, "cookie", "canary=2")).isEqualTo("1.0.0");
    }
  }

  @Test
  void whatIsForAVersionThatIsNotThereIsAnsweredByAnotherOrRefusedByItsName() {
    String split = "'split':[{'version':'3.0.0','weight':50}]";
    shop.rules(json("{" + split + "}"));
    assertThat(versions()).doesNotContainValue("failed");

    shop.rules(json("{" + split + ",'fallback':false,'abortAbove':1}"));
    Map<String, String> strict = versions();

    assertThat(strict.values()).contains("failed").containsAnyOf("1.0.0", "2.0.0");
    String refused = strict.entrySet().stream()
        .filter(entry -> entry.getValue().equals("failed"))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
    HttpResponse<String> response = shop.ask(refused);
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("in version 3.0.0");
  }

  @Test
  void aShareThatGrowsFollowsTheClockAndTakesNothingBack() {
    shop.rules(json("{'gradual':{'version':'2.0.0','from':0,'to':100,'over':'40m',"
        + "'startedAt':'" + ClockByHand.START + "'}}"));

    assertThat(share(versions())).isZero();
    shop.clock.at(Duration.ofMinutes(10));
    Map<String, String> quarter = versions();
    shop.clock.at(Duration.ofMinutes(20));
    Map<String, String> half = versions();
    shop.clock.at(Duration.ofDays(1));

    assertThat(share(quarter)).isBetween(0.20, 0.30);
    assertThat(share(half)).isBetween(0.44, 0.56);
    quarter.forEach((who, version) -> {
      if (version.equals("2.0.0")) {
        assertThat(half).containsEntry(who, "2.0.0");
      }
    });
    assertThat(share(versions())).isEqualTo(1);
  }

  @Test
  void aVersionThatFailsIsGivenNothingMoreButWhoAsksForItGetsIt() {
    shop.rules(json("{'split':[{'version':'2.0.0','weight':50}],'leastCalls':20,"
        + "'header':{'name':'x-canary','value':'yes','version':'2.0.0'}}"));
    shop.failingShare.set(60);

    Wait.until(
        "the roll-out is stopped",
        () -> share(versions()) == 0 && !versions().containsValue("failed"));

    assertThat(versions().values()).containsOnly("1.0.0");
    shop.failingShare.set(0);
    // So many failures have opened the breaker of its only instance as well, until a pause is over.
    Wait.until(
        "who asks for it gets it",
        () -> shop.version("somebody", "x-canary", "yes").equals("2.0.0"));
  }

  @Test
  void aVersionWhoseFailuresAreWithinWhatIsAllowedGoesOn() {
    shop.rules(
        json("{'split':[{'version':'2.0.0','weight':50}],'leastCalls':20,'abortAbove':0.2}"));
    shop.failingShare.set(5);

    versions();
    versions();

    shop.failingShare.set(0);
    assertThat(share(versions())).isBetween(0.40, 0.60);
  }

  @Test
  void copiesAreSignedAndWhatBecomesOfThemChangesNoAnswer() {
    shop.rules(json("{'mirror':{'service':'shop-shadow','share':0.3}}"));

    assertThat(versions()).doesNotContainValue("failed");

    Wait.until("the copies have come", () -> shop.copies.size() > 100);
    assertThat(shop.copies.size()).isBetween(110, 190);
    assertThat(shop.copies)
        .allSatisfy(copy -> assertThat(copy.headers().get("sennit-mirror")).isEqualTo("1"));
  }

  @Test
  void moreCopiesThanAllowedAreNotSent() {
    shop.rules(json("{'mirror':{'service':'shop-shadow','inFlight':3}}"));
    shop.holdsCopies = true;
    double before = leftOut();

    assertThat(versions()).doesNotContainValue("failed");

    assertThat(shop.copies).hasSize(3);
    assertThat(leftOut() - before).isEqualTo(PEOPLE.size() - 3.0);
    shop.held.forEach(promise -> promise.tryFail("the shadow gives up"));
    Wait.until("there is room for copies again", () -> {
      shop.version("somebody");
      return shop.copies.size() > 3;
    });
  }

  @Test
  void ofBodiesThatAreStreamedThereAreNoCopies() {
    shop.streamedRules(
        json("{'mirror':{'service':'shop-shadow'},'split':[{'version':'2.0.0','weight':100}]}"));

    assertThat(versions().values()).containsOnly("2.0.0");

    assertThat(shop.copies).isEmpty();
  }

  private static double leftOut() {
    return shop.meters.find("sennit.gateway.mirror.left.out").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  private static Map<String, String> versions() {
    return PEOPLE.stream()
        .collect(Collectors.toMap(
            Function.identity(), shop::version, (one, other) -> one, TreeMap::new));
  }

  private static double share(Map<String, String> versions) {
    return (double) versions.values().stream().filter("2.0.0"::equals).count() / versions.size();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
