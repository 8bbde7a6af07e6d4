package io.sennit.mesh.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.policy.Balancing.Strategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Seeded.class)
class ConsistentHashTest {
  private static final int KEYS = 20_000;

  @Test
  void aKeyGoesToTheSameOneWhateverTheOrderOfTheList(Random random) {
    List<Stand> all = Stand.weighing(1, 2, 3, 4, 5);
    List<Stand> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    assertThat(ownersIn(shuffled)).containsExactlyElementsOf(ownersIn(all));
  }

  @Test
  void hashesAreTheSameInEveryVersion() {
    // Another value would move the keys of a cluster in which two versions run.
    assertThat(StableHash.of("")).isEqualTo(-1166397803181037274L);
    assertThat(StableHash.of("time-0@node")).isEqualTo(2244499627380295553L);
    assertThat(StableHash.lot(StableHash.of("user-1"), StableHash.of("time-0@node")))
        .isEqualTo(6150245280864163L);
  }

  @Test
  void whenOneLeavesOnlyItsKeysMove() {
    for (int size = 2; size <= 20; size++) {
      List<Stand> all = Stand.equal(size);
      Stand gone = all.get(size / 2);
      List<Stand> before = ownersIn(all);
      List<Stand> after = ownersIn(all.stream().filter(one -> one != gone).toList());
      int moved = 0;
      for (int key = 0; key < KEYS; key++) {
        if (before.get(key) != after.get(key)) {
          assertThat(before.get(key)).isSameAs(gone);
          moved++;
        }
      }
      assertThat((double) moved / KEYS).isBetween(0.8 / size, 1.0 / size + 0.05);
    }
  }

  @Test
  void theKeysOfWhoLeavesAreSharedByAll() {
    List<Stand> all = Stand.equal(5);
    List<Stand> before = ownersIn(all);
    List<Stand> after = ownersIn(all.subList(1, 5));
    for (int key = 0; key < KEYS; key++) {
      if (before.get(key) == all.get(0)) {
        after.get(key).picks++;
      }
    }
    assertThat(all.subList(1, 5)).allSatisfy(one -> assertThat(one.share(all)).isBetween(0.2, 0.3));
  }

  @Test
  void aHotKeySpreadsBeforeItFillsItsOwner() {
    List<Stand> all = Stand.weighing(1, 1, 2, 1, 1, 2);
    Balancer<Stand> balancer = balancer(all);
    for (int inFlight = 0; inFlight < 1_000; inFlight++) {
      Stand picked = balancer.pick(Keys.call("hot"), any -> true);
      assertThat(picked.inFlight)
          .isLessThanOrEqualTo((int) Math.ceil(1.25 * inFlight * picked.weightOf(all)));
      picked.inFlight++;
    }
  }

  @Test
  void aHotKeySpreadsAmongManyToo() {
    List<Stand> all = Stand.equal(200);
    Balancer<Stand> balancer = balancer(all);
    for (int i = 0; i < 5_000; i++) {
      balancer.pick(Keys.call("hot"), any -> true).inFlight++;
    }
    // The share of 25 and a quarter, rounded up, and one more that comes on top.
    assertThat(all).allSatisfy(one -> assertThat(one.inFlight).isLessThanOrEqualTo(33));
  }

  @Test
  void aHotKeyHasRoomAmongWhoIsEligible() {
    List<Stand> all = Stand.equal(10);
    List<Stand> eligible = all.subList(0, 2);
    Balancer<Stand> balancer = balancer(all);
    for (int i = 0; i < 1_000; i++) {
      balancer.pick(Keys.call("hot"), Stand.isOneOf(eligible)).inFlight++;
    }
    assertThat(eligible).allSatisfy(one -> assertThat(one.inFlight).isBetween(370, 630));
  }

  @Test
  void aKeyReturnsWhenItsOwnerHasRoomAgain() {
    List<Stand> all = Stand.equal(4);
    Balancer<Stand> balancer = balancer(all);
    Stand owner = balancer.pick(Keys.call("k"), any -> true);
    owner.inFlight = 10;
    Stand next = balancer.pick(Keys.call("k"), any -> true);
    assertThat(next).isNotSameAs(owner).isSameAs(balancer.pick(Keys.call("k"), any -> true));
    owner.inFlight = 0;
    assertThat(balancer.pick(Keys.call("k"), any -> true)).isSameAs(owner);
  }

  @Test
  void callsWithoutAKeyAreSpread() {
    List<Stand> all = Stand.equal(4);
    Balancer<Stand> balancer = balancer(all);
    for (int i = 0; i < 1_000; i++) {
      balancer.pick(Keys.NONE, any -> true).picks++;
    }
    assertThat(all).allSatisfy(one -> assertThat(one.share(all)).isBetween(0.15, 0.35));
  }

  private static List<Stand> ownersIn(List<Stand> all) {
    Balancer<Stand> balancer = balancer(all);
    List<Stand> owners = new ArrayList<>();
    for (int key = 0; key < KEYS; key++) {
      owners.add(balancer.pick(Keys.call(key), any -> true));
    }
    return owners;
  }

  private static Balancer<Stand> balancer(List<Stand> all) {
    return Balancers.over(Keys.policy(Strategy.HASH), all);
  }
}
