package io.sennit.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final Cursor SHOP = new Cursor(
      Instant.parse("2026-11-20T11:22:33.456Z"),
      new TreeMap<>(Map.of("orders", 123_456_789L, "payments", 0L, "users", Long.MAX_VALUE)));

  @Test
  void isReadAsItWasWritten() {
    assertThat(Cursor.parse(SHOP.toString())).isEqualTo(SHOP);
    assertThat(Cursor.parse(Cursor.beginning(Instant.EPOCH).toString()))
        .isEqualTo(Cursor.beginning(Instant.EPOCH));
  }

  @Test
  void needsNoEscapeInAnAddressAndIsShort() {
    assertThat(SHOP.toString()).matches("[A-Za-z0-9_-]+").hasSizeLessThan(70);
  }

  @Test
  void holdsManyServices() {
    TreeMap<String, Long> places = new TreeMap<>();
    IntStream.range(0, 200).forEach(i -> places.put("service-" + i, i * 1_000_000L));
    Cursor many = new Cursor(Instant.EPOCH, places);

    assertThat(Cursor.parse(many.toString())).isEqualTo(many);
  }

  @Test
  void isRefusedWhereverABitHasChanged() {
    byte[] bytes = Base64.getUrlDecoder().decode(SHOP.toString());
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      refused(Base64.getUrlEncoder().withoutPadding().encodeToString(damaged));
    }
  }

  @Test
  void isRefusedWhereverItIsCutOff() {
    String whole = SHOP.toString();
    for (int length = 0; length < whole.length(); length++) {
      refused(whole.substring(0, length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "12345", "not base64!", "orders:12,users:7", "====", "%00"})
  void isRefusedWhenItNeverWasOne(String text) {
    refused(text);
  }

  @Test
  void isRefusedWhenNothingIsThatLong() {
    refused("A".repeat(100_000));
  }

  private static void refused(String text) {
    assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOfSatisfying(Problem.class, problem -> {
      assertThat(problem.kind()).isEqualTo(Kind.MALFORMED);
      assertThat(problem.detail()).contains("is damaged", "from=beginning");
    });
  }
}
