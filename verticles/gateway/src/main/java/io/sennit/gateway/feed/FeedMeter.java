package io.sennit.gateway.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what the streams of a gateway do, and how often logs are read for them. */
final class FeedMeter {
  private final AtomicInteger streams = new AtomicInteger();
  private final Counter told;
  private final Counter tailReads;
  private final Counter streamReads;

  FeedMeter(MeterRegistry registry) {
    Gauge.builder("sennit.gateway.streams", streams, AtomicInteger::get)
        .description("Clients that are told events")
        .register(registry);
    this.told = Counter.builder("sennit.gateway.events")
        .description("Events that clients were told")
        .register(registry);
    this.tailReads = reads(registry, "all");
    this.streamReads = reads(registry, "one");
  }

  private static Counter reads(MeterRegistry registry, String whom) {
    return Counter.builder("sennit.gateway.log.reads")
        .description("Pages of logs that were asked for, for all streams at once or for one")
        .tag("for", whom)
        .register(registry);
  }

  void streams(int number) {
    streams.set(number);
  }

  void told() {
    told.increment();
  }

  void tailRead() {
    tailReads.increment();
  }

  void streamRead() {
    streamReads.increment();
  }
}
