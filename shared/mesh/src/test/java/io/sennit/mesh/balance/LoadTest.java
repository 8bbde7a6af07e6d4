package io.sennit.mesh.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LoadTest {
  private long now = 1;
  private final UsualLatency usual = new UsualLatency();
  private final Load load = new Load(() -> now, usual);
  private final Load other = new Load(() -> now, usual);

  @Test
  void aNewInstanceIsTakenToBeAsOthersAre() {
    assertThat(load.latency()).isEqualTo(ms(1));
    callsOf(20, 1_000, other);
    assertThat(load.latency()).isCloseTo(ms(20), within(ms(0.1)));
  }

  @Test
  void lessThanAMillisecondIsNotTold() {
    callsOf(0.01, 1_000, load);
    assertThat(load.latency()).isEqualTo(ms(1));
  }

  @Test
  void anInstanceThatBecomesSlowIsKnownAfterACallOrTwo() {
    callsOf(20, 1_000, load);
    callsOf(200, 2, load);
    assertThat(load.latency()).isGreaterThan(ms(40));
  }

  @Test
  void withoutCallsItReturnsToTheUsual() {
    callsOf(10, 1_000, other);
    callsOf(1_000, 1, load);
    double slow = load.latency();
    callsOf(10, 200, other);
    assertThat(load.latency()).isBetween(0.3 * slow, 0.8 * slow);
    callsOf(10, 1_000, other);
    assertThat(load.latency()).isBetween(ms(10), ms(12));
  }

  @Test
  void withoutCallsAFastOneReturnsToTheUsualToo() {
    callsOf(2, 1_000, load);
    callsOf(200, 1_000, other);
    assertThat(load.latency()).isGreaterThan(ms(190));
  }

  @Test
  void whereNothingComesBackTheLatencyGrows() {
    callsOf(10, 100, load);
    long started = load.start();
    pass(500);
    load.start();
    assertThat(load.latency()).isEqualTo(ms(500));
    load.end(started, now, false);
    assertThat(load.latency()).isLessThan(ms(200));
  }

  @Test
  void whatFailsAtOnceLooksSlow() {
    callsOf(10, 1_000, other);
    callsOf(10, 1_000, load);
    for (int i = 0; i < 60; i++) {
      pass(50);
      load.end(load.start(), now, true);
    }
    assertThat(load.latency()).isBetween(ms(15), ms(30));
    assertThat(usual.nanos()).isCloseTo(ms(10), within(ms(0.1)));
  }

  @Test
  void callsInFlightAreCountedWhoeverEndsThem() throws Exception {
    Load shared = new Load(System::nanoTime, new UsualLatency());
    Callable<Void> caller = () -> {
      for (int i = 0; i < 20_000; i++) {
        shared.start();
        shared.end(shared.start(), System.nanoTime(), false);
      }
      return null;
    };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Void>> all =
          threads.invokeAll(Stream.generate(() -> caller).limit(4).toList());
      for (Future<Void> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(shared.inFlight()).isEqualTo(80_000);
  }

  private void callsOf(double millis, int times, Load of) {
    for (int i = 0; i < times; i++) {
      long started = of.start();
      pass(millis);
      of.end(started, now, false);
    }
  }

  private void pass(double millis) {
    now += (long) ms(millis);
  }

  private static double ms(double millis) {
    return millis * 1e6;
  }
}
