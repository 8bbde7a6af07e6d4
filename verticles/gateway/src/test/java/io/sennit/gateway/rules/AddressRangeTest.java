package io.sennit.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,         10.255.0.1,        true",
    "10.0.0.0/8,         11.0.0.1,          false",
    "10.1.2.3/32,        10.1.2.3,          true",
    "10.1.2.3,           10.1.2.4,          false",
    "192.168.4.0/22,     192.168.7.255,     true",
    "192.168.4.0/22,     192.168.8.0,       false",
    "0.0.0.0/0,          8.8.8.8,           true",
    "0.0.0.0/0,          ::1,               false",
    "2001:db8::/32,      2001:db8:ff::1,    true",
    "2001:db8::/33,      2001:db8:ff00::1,  false",
    "::1,                ::1,               true",
    "10.0.0.0/8,         ::ffff:10.0.0.1,   true",
    "10.0.0.0/8,         localhost,         false",
    "10.0.0.0/8,         '',                false",
  })
  void containsWhatBeginsWithItsBits(String range, String address, boolean expected) {
    assertThat(Objects.requireNonNull(AddressRange.parse(range)).contains(address))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "10.0.0",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "::/129",
        "10.0.0.0/8/8",
        "10.0.0.0/ 8"
      })
  void whatIsNoRangeIsNone(String text) {
    assertThat(AddressRange.parse(text)).isNull();
  }
}
