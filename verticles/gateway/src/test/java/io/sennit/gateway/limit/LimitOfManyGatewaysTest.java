package io.sennit.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.limit.SimulatedGateways.Node;
import io.sennit.gateway.rules.Rate;
import io.sennit.gateway.rules.Rate.Of;
import java.time.Duration;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What several gateways let through together, in simulated time. */
class LimitOfManyGatewaysTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Rate RATE = Rate.of("*", Of.USER, 100, SECOND);

  @ParameterizedTest
  @ValueSource(ints = {300, 1_000, 3_000, 30_000})
  void anEvenLoadGetsTheLimitFromTheFirstSecondOn(int perSecond) {
    SimulatedGateways gateways = new SimulatedGateways(3, RATE);

    everySecondIsWithinATenth(gateways, node -> perSecond / 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 1_000, 3_000})
  void anUnevenLoadGetsTheSame(int perSecond) {
    SimulatedGateways gateways = new SimulatedGateways(3, RATE);

    everySecondIsWithinATenth(
        gateways,
        node -> node == gateways.node(0)
            ? perSecond * 90 / 100
            : node == gateways.node(1) ? perSecond * 9 / 100 : perSecond / 100);
  }

  @Test
  void aUserWhoMovesBetweenGatewaysGetsTheSame() {
    SimulatedGateways gateways = new SimulatedGateways(3, RATE);
    for (int second = 0; second < 60; second++) {
      Node before = gateways.node(second % 3);
      Node after = gateways.node((second + 1) % 3);
      int passed = gateways.asked(Duration.ofMillis(400), node -> node == before ? 600 : 0)
          + gateways.asked(Duration.ofMillis(600), node -> node == after ? 600 : 0);
      assertThat(passed).as("in second %s", second).isBetween(90, 110);
    }
  }

  @Test
  void whenAGatewayIsKilledTheOthersHaveItsShare() {
    SimulatedGateways gateways = new SimulatedGateways(3, RATE);
    everySecondIsWithinATenth(gateways, node -> 300);

    gateways.kill(gateways.node(2));
    int passed = gateways.asked(Duration.ofMillis(300), node -> 450);
    gateways.leaves(gateways.node(2));
    passed += gateways.asked(Duration.ofMillis(700), node -> 450);

    assertThat(passed).isBetween(90, 110);
    everySecondIsWithinATenth(gateways, node -> 450);
  }

  @Test
  void whoIsCutOffGoesOnWithTheShareItHad() {
    SimulatedGateways gateways = new SimulatedGateways(3, RATE);
    everySecondIsWithinATenth(gateways, node -> 300);

    gateways.cut();
    gateways.asked(SECOND, node -> 300);
    everySecondIsWithinATenth(gateways, node -> 300);
  }

  @Test
  void aUserBelowTheLimitIsNeverRefused() {
    SimulatedGateways gateways = new SimulatedGateways(3, Rate.of("*", Of.USER, 1_000, SECOND));
    int asked = 0;
    int passed = 0;
    for (int i = 0; i < 600; i++) {
      gateways.asked(Duration.ofMillis(50), node -> 0);
      for (int n = 0; n < 30; n++) {
        asked++;
        passed += gateways.node(n % 3).passes("somebody") ? 1 : 0;
      }
    }
    assertThat(passed).isEqualTo(asked);
  }

  @Test
  void oneGatewayAloneNeverRefusesWhatASmallLimitAllows() {
    SimulatedGateways gateways =
        new SimulatedGateways(1, Rate.of("*", Of.USER, 5, Duration.ofMinutes(1)));
    Node only = gateways.node(0);

    for (int i = 0; i < 5; i++) {
      assertThat(only.passes("somebody")).as("request %s", i).isTrue();
      gateways.asked(Duration.ofMillis(120), node -> 0);
    }
    assertThat(only.passes("somebody")).as("one more").isFalse();
    gateways.asked(Duration.ofSeconds(12), node -> 0);
    assertThat(only.passes("somebody")).as("after a fifth of the minute").isTrue();
  }

  @Test
  void ofASmallLimitManyGatewaysLetThroughABurstEachAndThenNothingUntilThatIsMadeUpFor() {
    SimulatedGateways gateways =
        new SimulatedGateways(3, Rate.of("*", Of.USER, 5, Duration.ofMinutes(1)));

    assertThat(gateways.asked(Duration.ofMinutes(10), node -> 10)).isBetween(50, 57);
  }

  @Test
  void othersAreNotTouched() {
    SimulatedGateways gateways = new SimulatedGateways(3, RATE);
    gateways.asked(SECOND, node -> 1_000);

    assertThat(gateways.node(0).passes("somebody else")).isTrue();
  }

  private static void everySecondIsWithinATenth(
      SimulatedGateways gateways, ToIntFunction<Node> perSecond) {
    int all = 0;
    for (int second = 0; second < 10; second++) {
      int passed = gateways.asked(SECOND, perSecond);
      assertThat(passed).as("in second %s", second).isBetween(90, 110);
      all += passed;
    }
    assertThat(all).isBetween(970, 1_060);
  }
}
