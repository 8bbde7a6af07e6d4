package io.sennit.mesh.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void areUuidsOfVersionSeven() {
    UUID id = Ids.next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void areOrderedByTheirTime() {
    assertThat(Ids.next(1_000).toString()).isLessThan(Ids.next(1_001).toString());
  }

  @Test
  void areAllDifferent() {
    Set<UUID> ids = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      ids.add(Ids.next(1_000));
    }
    assertThat(ids).hasSize(100_000);
  }
}
