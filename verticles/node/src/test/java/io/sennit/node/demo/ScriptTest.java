package io.sennit.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptTest {
  @Test
  void theSameSeedAsksForTheSameAndAnotherForSomethingElse() {
    assertThat(wishes(new Script(4, 40, 7))).isEqualTo(wishes(new Script(4, 40, 7)));
    assertThat(wishes(new Script(4, 40, 7))).isNotEqualTo(wishes(new Script(4, 40, 8)));
  }

  @ParameterizedTest
  @CsvSource({"2, 10", "6, 60", "200, 10", "3, 10000"})
  void howManyEndInWhichWayIsCertain(int customers, int orders) {
    Script script = new Script(customers, orders, 1);
    List<Wish> wishes = wishes(script);

    assertThat(wishes).hasSize(orders);
    assertThat(wishes)
        .as("more want what is scarce than there is")
        .filteredOn(wish -> wish.lines().get(0).goods() == Goods.SCARCE)
        .hasSizeGreaterThan(Script.FEW)
        .allMatch(wish -> wish.lines().get(0).quantity() == 1);
    assertThat(wishes)
        .filteredOn(wish -> wish.lines().get(0).goods() == Wish.Line.UNKNOWN)
        .hasSize(1);
    for (Wish.Then then : Wish.Then.values()) {
      assertThat(wishes).extracting(Wish::then).contains(then);
    }
    for (int goods = Goods.FIRST_ORDINARY; goods < Goods.ALL.size(); goods++) {
      assertThat(most(wishes, goods))
          .as(Goods.ALL.get(goods).name())
          .isLessThanOrEqualTo(script.stock(goods));
    }
  }

  @Test
  void onlyTheLastCustomerWantsMoreThanThereIsMoneyFor() {
    Script script = new Script(5, 50, 3);

    for (int customer = 0; customer < 4; customer++) {
      assertThat(price(script, customer)).isLessThanOrEqualTo(script.deposit(customer));
    }
    assertThat(price(script, 4)).isGreaterThan(script.deposit(4));
  }

  private static long price(Script script, int customer) {
    return script.wishes(customer).stream().mapToLong(Wish::price).sum();
  }

  private static long most(List<Wish> wishes, int goods) {
    return wishes.stream()
        .flatMap(wish -> wish.lines().stream())
        .filter(line -> line.goods() == goods)
        .mapToLong(line -> line.quantity() + 1L)
        .sum();
  }

  private static List<Wish> wishes(Script script) {
    return IntStream.range(0, script.customers())
        .boxed()
        .flatMap(customer -> script.wishes(customer).stream())
        .toList();
  }
}
