package io.sennit.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors that SipHash's authors give: of the bytes 0, 1, 2 ... under the key 0 to 15. */
class KeyedHashTest {
  private static final long K0 = 0x0706050403020100L;
  private static final long K1 = 0x0f0e0d0c0b0a0908L;

  @ParameterizedTest
  @CsvSource({
    "0, 726fdb47dd0e0e31",
    "2, 0d6c8009d9a94f5a",
    "8, 93f5f5799a932462",
    "14, f723ca908e7af2ee"
  })
  void itIsSipHash(int bytes, String expected) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes; i += 2) {
      text.append((char) ((i + 1) << 8 | i));
    }

    assertThat(Long.toHexString(KeyedHash.hash(K0, K1, text.toString())))
        .isEqualTo(expected.replaceFirst("^0", ""));
  }
}
