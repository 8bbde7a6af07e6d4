package io.sennit.mesh.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final Map<Kind, Verdict> TABLE = new EnumMap<>(Map.ofEntries(
      Map.entry(Kind.MALFORMED, Verdict.GOOD),
      Map.entry(Kind.UNAUTHENTICATED, Verdict.GOOD),
      Map.entry(Kind.FORBIDDEN, Verdict.GOOD),
      Map.entry(Kind.NOT_FOUND, Verdict.GOOD),
      Map.entry(Kind.METHOD_NOT_ALLOWED, Verdict.GOOD),
      Map.entry(Kind.CONFLICT, Verdict.GOOD),
      Map.entry(Kind.GONE, Verdict.GOOD),
      Map.entry(Kind.PRECONDITION_FAILED, Verdict.GOOD),
      Map.entry(Kind.BODY_TOO_LARGE, Verdict.GOOD),
      Map.entry(Kind.URI_TOO_LONG, Verdict.GOOD),
      Map.entry(Kind.UNSUPPORTED_MEDIA_TYPE, Verdict.GOOD),
      Map.entry(Kind.INVALID, Verdict.GOOD),
      Map.entry(Kind.UPGRADE_REQUIRED, Verdict.GOOD),
      Map.entry(Kind.TOO_MANY_REQUESTS, Verdict.GOOD),
      Map.entry(Kind.HEADERS_TOO_LARGE, Verdict.GOOD),
      Map.entry(Kind.CANCELLED, Verdict.UNKNOWN),
      Map.entry(Kind.INTERNAL, Verdict.FAILED),
      Map.entry(Kind.BROKEN_PROTOCOL, Verdict.FAILED),
      Map.entry(Kind.UNAVAILABLE, Verdict.FAILED),
      Map.entry(Kind.DEADLINE_EXCEEDED, Verdict.FAILED)));

  @ParameterizedTest
  @EnumSource
  void everyKindOfProblemSaysSomethingOfTheInstance(Kind kind) {
    assertThat(Verdict.of(Problem.of(kind, "so it ended"))).isEqualTo(TABLE.get(kind));
  }

  @Test
  void anAnswerIsGood() {
    assertThat(Verdict.of(null)).isEqualTo(Verdict.GOOD);
  }

  @Test
  void lostConnectionsAndRefusalsAndDefectsAreFailures() {
    assertThat(Verdict.of(FakeInstances.lost())).isEqualTo(Verdict.FAILED);
    assertThat(Verdict.of(FakeInstances.refused("no connection"))).isEqualTo(Verdict.FAILED);
    assertThat(Verdict.of(new IllegalStateException("a defect"))).isEqualTo(Verdict.FAILED);
  }

  @Test
  void aCallThatWasTurnedAwayUnreadMeansTooMuchWorkAndOneThatRanMeansItsCaller() {
    Problem turnedAway = notRun(Kind.TOO_MANY_REQUESTS);
    Problem triedTooManyPasswords = Problem.of(Kind.TOO_MANY_REQUESTS, "wait a minute");

    assertThat(Verdict.of(turnedAway)).isEqualTo(Verdict.OVERLOADED);
    assertThat(Verdict.of(triedTooManyPasswords)).isEqualTo(Verdict.GOOD);
  }

  @Test
  void aCallerInAHurryGetsNoInstanceEjected() {
    assertThat(ofLate(Duration.ofMillis(1), TIMEOUT)).isEqualTo(Verdict.UNKNOWN);
    assertThat(ofLate(Duration.ofMillis(999), TIMEOUT)).isEqualTo(Verdict.UNKNOWN);
    assertThat(ofLate(Duration.ofSeconds(1), TIMEOUT)).isEqualTo(Verdict.FAILED);
    assertThat(Verdict.of(notRun(Kind.DEADLINE_EXCEEDED), 1_000_000, TIMEOUT))
        .as("it came too late")
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whereThePolicyAllowsLittleHalfOfThatIsFair() {
    Duration strict = Duration.ofMillis(300);
    assertThat(ofLate(Duration.ofMillis(149), strict)).isEqualTo(Verdict.UNKNOWN);
    assertThat(ofLate(Duration.ofMillis(150), strict)).isEqualTo(Verdict.FAILED);
  }

  @Test
  void otherFailuresCountHoweverSoonTheyCome() {
    assertThat(Verdict.of(FakeInstances.lost(), 1, TIMEOUT)).isEqualTo(Verdict.FAILED);
    assertThat(Verdict.of(null, 1, TIMEOUT)).isEqualTo(Verdict.GOOD);
  }

  private static Verdict ofLate(Duration elapsed, Duration timeout) {
    return Verdict.of(
        Problem.of(Kind.DEADLINE_EXCEEDED, "no answer came"), elapsed.toNanos(), timeout);
  }

  private static Problem notRun(Kind kind) {
    return Problem.restored(kind, "not run", List.of(), false, null);
  }
}
