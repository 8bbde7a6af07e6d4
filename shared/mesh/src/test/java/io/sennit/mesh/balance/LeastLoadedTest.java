package io.sennit.mesh.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.policy.Balancing.Strategy;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** In simulated time; service times are exponential, which is much noise. */
@ExtendWith(Seeded.class)
class LeastLoadedTest {
  private Farm farm;

  @BeforeEach
  void open(Random random) {
    farm = new Farm(random);
  }

  @Test
  void equalInstancesShareEquallyAtLightLoad() {
    servers(5);
    farm.run(leastLoaded(), 5 * 8 / 0.005 * 0.05, 1_000);
    equalShares();
  }

  @Test
  void equalInstancesShareEquallyAtHighLoad() {
    servers(5);
    farm.run(leastLoaded(), 5 * 8 / 0.005 * 0.7, 70);
    equalShares();
  }

  @Test
  void itWaitsLessThanAtRandom(Random random) {
    servers(5);
    farm.run(leastLoaded(), 5 * 8 / 0.005 * 0.9, 10);
    Farm other = new Farm(random);
    for (int i = 0; i < 5; i++) {
      other.server(1, 5, 8);
    }
    other.run(other.balancer(Strategy.RANDOM), 5 * 8 / 0.005 * 0.9, 10);
    assertThat(farm.meanMillis()).isLessThan(0.8 * other.meanMillis());
  }

  @Test
  void weightsHoldWhereCallsDoNotOverlap() {
    for (double weight : new double[] {2, 3, 5}) {
      farm.server(weight, 20, 8);
    }
    farm.inTurn(leastLoaded(), 300_000);
    assertThat(farm.servers)
        .allSatisfy(server -> assertThat(farm.share(server))
            .isCloseTo(server.weight / 10, Percentage.withPercentage(2)));
  }

  @Test
  void weightsHoldRoughlyUnderLoad() {
    for (double weight : new double[] {1, 2, 3, 4}) {
      farm.server(weight, 5, (int) (4 * weight));
    }
    farm.run(leastLoaded(), 40 / 0.005 * 0.7, 40);
    assertThat(farm.servers)
        .allSatisfy(server -> assertThat(farm.share(server))
            .isCloseTo(server.weight / 10, Percentage.withPercentage(10)));
  }

  @Test
  void manyLightOnesDoNotStarveAHeavyOne() {
    Server heavy = farm.server(100, 50, 1_000);
    for (int i = 0; i < 100; i++) {
      farm.server(1, 50, 8);
    }
    farm.run(leastLoaded(), 100, 500);
    assertThat(farm.share(heavy)).isBetween(0.48, 0.52);
  }

  @Test
  void oneThatIsStuckGetsAHandful() {
    servers(10);
    Balancer<Server> balancer = leastLoaded();
    farm.run(balancer, 1_000, 10);
    farm.forget();
    farm.servers.get(3).stuck = true;
    farm.run(balancer, 1_000, 60);
    assertThat(farm.servers.get(3).picks).isBetween(1L, 12L);
  }

  @Test
  void oneThatIsSlowGetsFarLessButNotNothing() {
    servers(10);
    farm.servers.get(3).meanNanos *= 10;
    farm.run(leastLoaded(), 1_000, 100);
    assertThat(farm.share(farm.servers.get(3))).isBetween(0.001, 0.03);
  }

  @Test
  void oneThatFailsAtOnceDrawsHardlyMoreThanItsShareBeforeItsBreakerOpens() {
    servers(10);
    farm.servers.get(3).failing = true;
    farm.run(leastLoaded(), 1_000, 10);
    assertThat(farm.share(farm.servers.get(3))).isBetween(0.001, 0.13);
  }

  @Test
  void oneThatWasSlowOnceHasItsShareAgainAfterSomeSeconds() {
    servers(10);
    Balancer<Server> balancer = leastLoaded();
    farm.run(balancer, 1_000, 10);
    Server late = farm.servers.get(3);
    late.meanNanos = 1e9;
    long before = late.picks;
    while (late.picks == before) {
      farm.run(balancer, 1_000, 0.001);
    }
    late.meanNanos = 5e6;
    farm.run(balancer, 1_000, 15);
    farm.forget();
    farm.run(balancer, 1_000, 50);
    assertThat(farm.share(late)).isCloseTo(0.1, Percentage.withPercentage(20));
  }

  @Test
  void oneThatTheCallerWouldRatherHaveIsTakenUnlessItIsMuchBusierOrNotEligible(Random random) {
    List<Stand> all = Stand.equal(4);
    Stand better = all.get(2);
    Balancer<Stand> balancer =
        Balancers.over(Keys.policy(Strategy.LEAST_LOADED), all, drawn -> better, () -> random);
    pick(balancer, any -> true);
    assertThat(better.picks).isEqualTo(1_000);

    better.inFlight = 1;
    pick(balancer, any -> true);
    assertThat(better.picks).as("the others have nothing in hand").isEqualTo(1_000);

    better.inFlight = 0;
    better.weight = 0.4;
    all.forEach(one -> one.picks = 0);
    pick(balancer, any -> true);
    assertThat(better.picks).as("it is only starting").isLessThan(250);

    better.weight = 1;
    all.forEach(one -> one.picks = 0);
    pick(balancer, one -> one != better);
    assertThat(better.picks).isZero();
    assertThat(all).filteredOn(one -> one != better).allMatch(one -> one.picks > 250);
  }

  private static void pick(Balancer<Stand> balancer, Predicate<Stand> eligible) {
    for (int i = 0; i < 1_000; i++) {
      balancer.pick(Keys.NONE, eligible).picks++;
    }
  }

  private void servers(int size) {
    for (int i = 0; i < size; i++) {
      farm.server(1, 5, 8);
    }
  }

  private Balancer<Server> leastLoaded() {
    return farm.balancer(Strategy.LEAST_LOADED);
  }

  private void equalShares() {
    assertThat(farm.servers)
        .allSatisfy(server -> assertThat(farm.share(server))
            .isCloseTo(1.0 / farm.servers.size(), Percentage.withPercentage(2)));
  }
}
