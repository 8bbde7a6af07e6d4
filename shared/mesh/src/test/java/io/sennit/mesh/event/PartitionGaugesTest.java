package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.mesh.event.PartitionGauges.Metric;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionGaugesTest {
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final PartitionGauges one = new PartitionGauges(meters, Tags.of("group", "books"));
  private final PartitionGauges other = new PartitionGauges(meters, Tags.of("group", "books"));

  @Test
  void showWhatTheyWereToldLast() {
    one.show(Map.of(Metric.LAG.of(3), 1.0));
    one.show(Map.of(Metric.LAG.of(3), 2.0, Metric.DEAD.of(3), 4.0));

    assertThat(gauge("sennit.event.lag").value()).isEqualTo(2);
    assertThat(gauge("sennit.event.dead").value()).isEqualTo(4);
  }

  @Test
  void goWithThePartition() {
    one.show(Map.of(Metric.LAG.of(3), 1.0));
    one.show(Map.of());

    assertThat(meters.getMeters()).isEmpty();
  }

  @Test
  void stayWithWhoeverHasTakenThePartitionOver() {
    one.show(Map.of(Metric.LAG.of(3), 1.0));
    other.show(Map.of(Metric.LAG.of(3), 5.0));
    one.show(Map.of(Metric.LAG.of(3), 2.0));
    assertThat(gauge("sennit.event.lag").value()).isEqualTo(5);

    one.show(Map.of());

    assertThat(gauge("sennit.event.lag").value()).isEqualTo(5);
  }

  private Gauge gauge(String name) {
    return meters.get(name).tags("group", "books", "partition", "3").gauge();
  }
}
