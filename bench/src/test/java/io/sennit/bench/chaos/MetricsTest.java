package io.sennit.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics(List.of(
      "# TYPE jvm_memory_used_bytes gauge",
      "jvm_memory_used_bytes{area=\"heap\",id=\"Eden Space\"} 1.5E7",
      "jvm_memory_used_bytes{area=\"heap\",id=\"Tenured Gen\"} 500000.0",
      "jvm_memory_used_bytes{area=\"nonheap\",id=\"Metaspace\"} 9.0",
      "sennit_link_calls_total 12.0",
      "sennit_link_calls_total_more 99.0"));

  @Test
  void seriesWithTheLabelsAreAddedUp() {
    assertThat(metrics.sum("jvm_memory_used_bytes", "area=\"heap\"")).isEqualTo(15_500_000);
  }

  @Test
  void aNameIsTheWholeName() {
    assertThat(metrics.sum("sennit_link_calls_total")).isEqualTo(12);
  }
}
