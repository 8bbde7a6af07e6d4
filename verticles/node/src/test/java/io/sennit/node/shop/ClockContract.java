package io.sennit.node.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time and the date. */
interface ClockContract extends Contract {

  @Test
  default void theTimeIsToldInUtcAndInAnyZone() {
    JsonObject utc = shop().anybody().get("/time").is(200).json();
    JsonObject paris = shop().anybody().get("/time?zone=Europe/Paris").is(200).json();

    assertThat(utc.fieldNames()).containsExactlyInAnyOrder("time", "iso", "zone");
    assertThat(utc.getString("zone")).isEqualTo("UTC");
    assertThat(utc.getString("iso")).endsWith("Z");
    assertThat(utc.getString("time"))
        .isEqualTo(utc.getString("iso").substring(0, 19).replace('T', ' '));
    assertThat(paris.getString("zone")).isEqualTo("Europe/Paris");
    assertThat(paris.getString("time"))
        .isEqualTo(paris.getString("iso").substring(0, 19).replace('T', ' '));
    OffsetDateTime there = OffsetDateTime.parse(paris.getString("iso"));
    assertThat(there.getOffset())
        .isEqualTo(ZoneId.of("Europe/Paris").getRules().getOffset(there.toInstant()));
  }

  @Test
  default void theDateIsToldInUtcAndInAnyZone() {
    JsonObject utc = shop().anybody().get("/date").is(200).json();
    JsonObject tokyo = shop().anybody().get("/date?zone=Asia/Tokyo").is(200).json();

    assertThat(utc.fieldNames()).containsExactlyInAnyOrder("date", "iso", "zone");
    assertThat(utc.getString("zone")).isEqualTo("UTC");
    assertThat(utc.getString("date")).isEqualTo(utc.getString("iso").substring(0, 10));
    assertThat(tokyo.getString("zone")).isEqualTo("Asia/Tokyo");
    assertThat(tokyo.getString("iso")).endsWith("+09:00");
    assertThat(tokyo.getString("date")).isEqualTo(tokyo.getString("iso").substring(0, 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/time", "/date"})
  default void aZoneThatIsNoneIsRefused(String path) {
    shop().anybody().get(path + "?zone=Mars").names("zone");
    shop().anybody().get(path + "?zone=").names("zone");
    shop().anybody().get(path + "?zone=" + "x".repeat(65)).names("zone");
    shop().anybody().get(path + "?area=UTC").names("area");
  }
}
