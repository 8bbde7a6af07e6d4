package io.sennit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MoneyTest {
  private static final Money FIVE = new Money(5, "EUR");

  @Test
  void isCountedInWholeMinorUnits() {
    assertThat(FIVE.plus(new Money(7, "EUR"))).isEqualTo(new Money(12, "EUR"));
    assertThat(FIVE.minus(new Money(7, "EUR"))).isEqualTo(new Money(-2, "EUR"));
    assertThat(FIVE.times(3)).isEqualTo(new Money(15, "EUR"));
  }

  @Test
  void hasNoSumWithAnotherCurrency() {
    assertThatThrownBy(() -> FIVE.plus(new Money(5, "USD"))).hasMessageContaining("EUR and USD");
    assertThatThrownBy(() -> FIVE.minus(new Money(5, "USD"))).hasMessageContaining("EUR and USD");
  }

  @Test
  void doesNotWrapAround() {
    assertThatThrownBy(() -> new Money(Long.MAX_VALUE, "EUR").plus(FIVE))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Money(Long.MAX_VALUE, "EUR").times(2))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void readsWhatItWrites() {
    assertThat(Money.of(FIVE.toJson())).isEqualTo(FIVE);
  }
}
