package io.sennit.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoomTest {
  @Test
  void oursAreThePackagesAndOthersTheLibraries() {
    assertThat(Room.of("io.sennit.mesh.link.Link")).isEqualTo("io.sennit.mesh.link");
    assertThat(Room.of("io.netty.buffer.PooledByteBuf")).isEqualTo("netty");
    assertThat(Room.of("sun.nio.ch.EPoll")).isEqualTo("jdk");
    assertThat(Room.of("org.slf4j.Logger")).isEqualTo("org.slf4j");
  }

  @Test
  void telemetryIsWhatTellsOfTheRest() {
    assertThat(Room.isTelemetry("io.sennit.mesh.observe.OutcomeTimer.record")).isTrue();
    assertThat(Room.isTelemetry("io.sennit.gateway.accesslog.LogWriter")).isTrue();
    assertThat(Room.isTelemetry("io.sennit.mesh.client.Dispatch")).isFalse();
    assertThat(Room.isTelemetry("io.micrometer.core.instrument.Timer"))
        .as("by whom it is used")
        .isFalse();
  }
}
