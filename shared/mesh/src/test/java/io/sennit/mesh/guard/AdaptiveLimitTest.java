package io.sennit.mesh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.guard.SimulatedCaller.Seen;
import io.sennit.mesh.policy.Limits;
import io.sennit.mesh.policy.Policy;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final long MILLI = Duration.ofMillis(1).toNanos();

  private final VirtualTime time = new VirtualTime();

  @Test
  void askedTwiceAsMuchAsItCanTheServerDoesWhatItCanAndItsCallsDoNotWaitLong() {
    SimulatedCaller caller = callerOf(SimulatedServer.of(time, 8, Duration.ofMillis(10)));
    caller.isAsked(1_600);

    assertThat(after(MINUTE, caller).goodPerSecond()).isGreaterThan(0.95 * 800);
    for (int minute = 1; minute < 10; minute++) {
      Seen seen = after(MINUTE, caller);
      assertThat(seen.goodPerSecond()).as("in minute %s", minute).isGreaterThan(0.95 * 800);
      assertThat(seen.latency()).as("in minute %s", minute).isLessThan(Duration.ofMillis(70));
      assertThat(seen.failed()).isZero();
    }
  }

  @Test
  void theSameHoldsForQuickAndForManyWorkers() {
    SimulatedCaller quick = callerOf(SimulatedServer.of(time, 4, Duration.ofMillis(1)));
    SimulatedCaller many = callerOf(SimulatedServer.of(time, 64, Duration.ofMillis(50)));
    quick.isAsked(8_000);
    many.isAsked(2_560);
    Duration halfMinute = Duration.ofSeconds(30);
    time.passes(halfMinute);
    quick.in(halfMinute);
    many.in(halfMinute);

    time.passes(halfMinute);

    Seen ofQuick = quick.in(halfMinute);
    assertThat(ofQuick.goodPerSecond()).isGreaterThan(0.95 * 4_000);
    assertThat(ofQuick.latency()).isLessThan(Duration.ofMillis(40));
    Seen ofMany = many.in(halfMinute);
    assertThat(ofMany.goodPerSecond()).isGreaterThan(0.95 * 1_280);
    assertThat(ofMany.latency()).isLessThan(Duration.ofMillis(200));
  }

  @Test
  void aSlowServerIsNotBuriedUnderCallsThatRunIntoTheirDeadlines() {
    SimulatedCaller caller =
        callerOf(new SimulatedServer(time, 8, () -> Duration.ofSeconds(1).toNanos()));
    caller.isAsked(16);
    time.passes(MINUTE);
    caller.in(MINUTE);

    Duration fiveMinutes = Duration.ofMinutes(5);
    Seen seen = after(fiveMinutes, caller);

    assertThat(seen.goodPerSecond()).isGreaterThan(0.9 * 8);
    assertThat(seen.failed()).isZero();
    assertThat(seen.latency()).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void callsThatAreSlowByNatureAreNotTakenForWaiting() {
    SimulatedCaller caller = callerOf(new SimulatedServer(
        time,
        SimulatedServer.UNLIMITED,
        () -> time.random().nextDouble() < 0.9 ? MILLI : 300 * MILLI));
    caller.isAsked(20_000);
    Duration start = Duration.ofSeconds(5);
    assertThat(after(start, caller).refused()).as("until it is known").isLessThan(20_000);

    Seen seen = after(TEN_SECONDS, caller);

    assertThat(seen.refused()).isLessThan(200);
    assertThat(seen.goodPerSecond()).isGreaterThan(0.99 * 20_000);
  }

  @Test
  void clientsThatLetTheirCallsBeHeldForFiveSecondsAreNotRefused() {
    boolean[] held = {false};
    SimulatedServer server =
        new SimulatedServer(time, SimulatedServer.UNLIMITED, () -> (held[0] ? 5_000 : 5) * MILLI);
    SimulatedCaller caller = callerOf(server);
    caller.isAsked(200);
    time.passes(TEN_SECONDS);
    for (int round = 0; round < 20; round++) {
      held[0] = true;
      IntStream.range(0, 200).forEach(client -> caller.ask());
      held[0] = false;
      time.passes(Duration.ofMillis(5_001));
    }

    Seen seen = caller.in(TEN_SECONDS);
    assertThat(seen.refused()).isZero();
    assertThat(seen.failed()).isZero();
  }

  @Test
  void whenTheServerIsWellAgainSoAreItsCalls() {
    SimulatedServer server = SimulatedServer.of(time, 8, Duration.ofMillis(10));
    SimulatedCaller caller = callerOf(server);
    caller.isAsked(560);
    time.passes(MINUTE);
    server.takes(Duration.ofMillis(100));
    time.passes(MINUTE);
    assertThat(caller.in(MINUTE).refused()).as("while it is slow").isPositive();

    server.takes(Duration.ofMillis(10));
    time.passes(Duration.ofSeconds(5));
    caller.in(Duration.ofSeconds(5));

    Seen seen = after(MINUTE, caller);
    assertThat(seen.refused()).isLessThan(560 * 60 / 100);
    assertThat(seen.latency()).isLessThan(Duration.ofMillis(20));
  }

  @Test
  void theSlowFirstCallsOfANewInstanceDoNotHoldItBack() {
    int[] served = {0};
    SimulatedCaller caller = callerOf(new SimulatedServer(
        time, 16, () -> time.about(Duration.ofMillis(served[0]++ < 500 ? 100 : 2))));
    caller.isAsked(6_400);
    time.passes(TEN_SECONDS);
    caller.in(TEN_SECONDS);

    assertThat(after(TEN_SECONDS, caller).refused()).isZero();
  }

  @Test
  void twoCallersShareAServerAboutEqually() {
    SimulatedServer server = SimulatedServer.of(time, 8, Duration.ofMillis(10));
    SimulatedCaller first = callerOf(server);
    SimulatedCaller second = callerOf(server);
    first.isAsked(800);
    time.passes(Duration.ofSeconds(3));
    second.isAsked(800);
    time.passes(MINUTE);
    first.in(MINUTE);
    second.in(MINUTE);

    Duration sixMinutes = Duration.ofMinutes(6);
    time.passes(sixMinutes);
    Seen ofFirst = first.in(sixMinutes);
    Seen ofSecond = second.in(sixMinutes);

    assertThat(ofFirst.goodPerSecond() + ofSecond.goodPerSecond()).isGreaterThan(0.95 * 800);
    assertThat(ofFirst.goodPerSecond()).isBetween(0.35 * 800, 0.65 * 800);
    assertThat(ofFirst.latency())
        .as("more than for one caller, who sees all that waits, but it does not grow")
        .isLessThan(Duration.ofMillis(250));
  }

  @Test
  void anInstanceThatSaysItHasTooMuchGetsLess() {
    AdaptiveLimit limit = limit();
    for (int i = 0; i < 200; i++) {
      ends(limit, i % 5 == 0 ? Verdict.OVERLOADED : Verdict.GOOD, 100);
    }
    assertThat(limit.allowed()).isLessThan(100);
    assertThat(limit.hasRoom(limit.allowed())).isFalse();
    assertThat(limit.hasRoom(limit.allowed() - 1)).isTrue();
  }

  @Test
  void itNeverGetsLessThanThePolicySaysAndNeverMore() {
    AdaptiveLimit limit = limit();
    IntStream.range(0, 5_000).forEach(i -> ends(limit, Verdict.OVERLOADED, 500));
    assertThat(limit.allowed()).isEqualTo(8);

    AdaptiveLimit narrow = new AdaptiveLimit(
        new Limits(20, 8, Duration.ofMillis(25), 0, Duration.ofMillis(50)), time.now());
    assertThat(narrow.allowed()).isEqualTo(20);
  }

  @Test
  void failuresThatComeAtOnceSayNothingOfHowMuchItCanDo() {
    AdaptiveLimit limit = limit();
    int before = limit.allowed();
    IntStream.range(0, 5_000).forEach(i -> ends(limit, Verdict.FAILED, before));
    assertThat(limit.allowed()).isEqualTo(before);
  }

  private void ends(AdaptiveLimit limit, Verdict verdict, int inFlight) {
    time.passes(Duration.ofMillis(5));
    limit.ended(verdict, MILLI, new Baseline(), inFlight, time.now());
  }

  private AdaptiveLimit limit() {
    return new AdaptiveLimit(Policy.DEFAULT.limits(), time.now());
  }

  private SimulatedCaller callerOf(SimulatedServer server) {
    return new SimulatedCaller(time, server);
  }

  private Seen after(Duration passed, SimulatedCaller caller) {
    time.passes(passed);
    return caller.in(passed);
  }
}
