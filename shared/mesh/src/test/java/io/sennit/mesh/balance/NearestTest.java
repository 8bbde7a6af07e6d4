package io.sennit.mesh.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.policy.Balancing.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private final List<Stand> all = Stand.equal(4);
  private final Stand near = all.get(0);
  private final Stand close = all.get(1);
  private final Balancer<Stand> balancer = new Nearest<>(
      List.of(over(all.subList(0, 1)), over(all.subList(0, 2)), over(all), over(List.of())));

  @Test
  void theNearestIsTakenAsLongAsItIsEligible() {
    assertThat(balancer.pick(Keys.NONE, any -> true)).isSameAs(near);
    assertThat(balancer.pick(Keys.NONE, one -> one != near)).isSameAs(close);
    assertThat(balancer.pick(Keys.NONE, one -> one == all.get(3))).isSameAs(all.get(3));
  }

  @Test
  void noneIsFoundWhereNoTierHasOne() {
    assertThat(balancer.pick(Keys.NONE, any -> false)).isNull();
    assertThat(new Nearest<Stand>(List.of()).pick(Keys.NONE, any -> true)).isNull();
  }

  private static Balancer<Stand> over(List<Stand> some) {
    return Balancers.over(Keys.policy(Strategy.LEAST_LOADED), some);
  }
}
