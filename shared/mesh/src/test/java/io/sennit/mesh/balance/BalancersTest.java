package io.sennit.mesh.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sennit.mesh.policy.Balancing.Strategy;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every strategy. */
@ExtendWith(Seeded.class)
class BalancersTest {
  private static final int PICKS = 400_000;
  private static final Percentage TWO_PERCENT = Percentage.withPercentage(2);

  @ParameterizedTest
  @EnumSource
  void equalCandidatesGetEqualShares(Strategy strategy, Random random) {
    List<Stand> all = Stand.equal(5);
    pickManyOf(all, strategy, random);
    assertThat(all).allSatisfy(one -> assertThat(one.share(all)).isCloseTo(0.2, TWO_PERCENT));
  }

  @ParameterizedTest
  @EnumSource
  void sharesAreAsWeights(Strategy strategy, Random random) {
    List<Stand> all = Stand.weighing(150, 300, 200, 200, 150);
    pickManyOf(all, strategy, random);
    assertThat(all)
        .allSatisfy(one -> assertThat(one.share(all)).isCloseTo(one.weightOf(all), TWO_PERCENT));
  }

  @ParameterizedTest
  @EnumSource
  void everyoneGetsSomething(Strategy strategy, Random random) {
    List<Stand> all = Stand.equal(200);
    Balancer<Stand> balancer = balancer(strategy, all, random);
    for (int i = 0; i < 20_000; i++) {
      balancer.pick(Keys.call(i), any -> true).picks++;
    }
    assertThat(all).allSatisfy(one -> assertThat(one.picks).isPositive());
  }

  @ParameterizedTest
  @EnumSource
  void onlyWhoIsEligibleIsPicked(Strategy strategy, Random random) {
    List<Stand> all = Stand.weighing(1, 100, 1, 5, 1, 2, 1, 1);
    List<Stand> eligible = List.of(all.get(0), all.get(4), all.get(5));
    Balancer<Stand> balancer = balancer(strategy, all, random);
    for (int i = 0; i < 60_000; i++) {
      balancer.pick(Keys.call(i), Stand.isOneOf(eligible)).picks++;
    }
    assertThat(all).filteredOn(one -> one.picks > 0).containsExactlyElementsOf(eligible);
    assertThat(eligible)
        .allSatisfy(
            one -> assertThat(one.share(all)).isCloseTo(one.weightOf(eligible), within(0.02)));
  }

  @ParameterizedTest
  @EnumSource
  void theLastEligibleOneIsAlwaysFound(Strategy strategy, Random random) {
    for (int size = 1; size <= 60; size++) {
      List<Stand> all = Stand.equal(size);
      all.get(0).weight = 1_000;
      Balancer<Stand> balancer = balancer(strategy, all, random);
      for (Stand last : all) {
        assertThat(balancer.pick(Keys.call(random.nextInt()), one -> one == last))
            .isSameAs(last);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noneIsPickedWhereNoneIsEligible(Strategy strategy, Random random) {
    Balancer<Stand> balancer = balancer(strategy, Stand.equal(20), random);
    assertThat(balancer.pick(Keys.call(1), any -> false)).isNull();
    assertThat(balancer.pick(Keys.NONE, any -> false)).isNull();
    assertThat(balancer(strategy, List.of(), random).pick(Keys.NONE, any -> true))
        .isNull();
  }

  @ParameterizedTest
  @EnumSource
  void aWeightThatGrowsCountsAtOnce(Strategy strategy, Random random) {
    List<Stand> all = Stand.weighing(1, 1, 1, 1, 0.1);
    Balancer<Stand> balancer = balancer(strategy, all, random);
    for (int tenths = 1; tenths <= 10; tenths++) {
      all.get(4).weight = tenths / 10.0;
      all.forEach(one -> one.picks = 0);
      for (int i = 0; i < 20_000; i++) {
        balancer.pick(Keys.call(i), any -> true).picks++;
      }
      Stand grown = all.get(4);
      assertThat(grown.share(all)).isCloseTo(grown.weightOf(all), within(0.02));
    }
  }

  private static void pickManyOf(List<Stand> all, Strategy strategy, Random random) {
    Balancer<Stand> balancer = balancer(strategy, all, random);
    for (int i = 0; i < PICKS; i++) {
      balancer.pick(Keys.call(i), any -> true).picks++;
    }
  }

  private static Balancer<Stand> balancer(Strategy strategy, List<Stand> all, Random random) {
    return Balancers.over(Keys.policy(strategy), all, UnaryOperator.identity(), () -> random);
  }
}
