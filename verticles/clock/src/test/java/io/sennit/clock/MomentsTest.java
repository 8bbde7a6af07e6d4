package io.sennit.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentsTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-20T23:22:33.456789Z, UTC, 2026-11-20T23:22:33.456Z",
    "2026-11-20T23:22:33.456789Z, Europe/Paris, 2026-11-21T00:22:33.456+01:00",
    "2026-11-20T23:22:33.456789Z, America/St_Johns, 2026-11-20T19:52:33.456-03:30",
    "2026-01-02T03:04:05.006Z, UTC, 2026-01-02T03:04:05.006Z",
    "2026-01-02T00:00:00Z, Africa/Abidjan, 2026-01-02T00:00:00.000Z",
    "2024-02-29T12:59:59.999999999Z, UTC, 2024-02-29T12:59:59.999Z"
  })
  void areWrittenAsRfc3339HasThem(Instant moment, ZoneId zone, String written) {
    ZonedDateTime there = moment.atZone(zone);

    assertThat(Moments.iso(there)).isEqualTo(written);
    assertThat(OffsetDateTime.parse(written).toInstant())
        .isEqualTo(moment.truncatedTo(ChronoUnit.MILLIS));
    assertThat(Moments.time(there))
        .isEqualTo(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").format(there));
    assertThat(Moments.date(there)).isEqualTo(DateTimeFormatter.ISO_LOCAL_DATE.format(there));
  }
}
