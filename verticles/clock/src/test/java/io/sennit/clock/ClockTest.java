package io.sennit.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.FieldError;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class ClockTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T23:22:33.456789Z"), ZoneOffset.UTC);

  private Mesh mesh;

  @BeforeEach
  void host(Vertx vertx) throws Exception {
    mesh = Mesh.start(vertx, MeshOptions.named("test"))
        .compose(m -> m.host(() -> new TimeService(CLOCK), 1)
            .compose(v -> m.host(() -> new DateService(CLOCK), 1))
            .map(m))
        .await(10, TimeUnit.SECONDS);
  }

  @Test
  void tellsTheTimeInUtcUnlessAskedOtherwise() throws Exception {
    assertThat(ask("time.now", new JsonObject()))
        .isEqualTo(new JsonObject()
            .put("time", "2026-11-20 23:22:33")
            .put("iso", "2026-11-20T23:22:33.456Z")
            .put("zone", "UTC"));
  }

  @Test
  void tellsTheTimeInTheZoneThatIsAskedFor() throws Exception {
    assertThat(ask("time.now", new JsonObject().put("zone", "Europe/Paris")))
        .isEqualTo(new JsonObject()
            .put("time", "2026-11-21 00:22:33")
            .put("iso", "2026-11-21T00:22:33.456+01:00")
            .put("zone", "Europe/Paris"));
  }

  @Test
  void tellsTheDateOfThatPlace() throws Exception {
    assertThat(ask("date.today", new JsonObject()).getString("date")).isEqualTo("2026-11-20");
    assertThat(ask("date.today", new JsonObject().put("zone", "Asia/Tokyo")).getString("date"))
        .isEqualTo("2026-11-21");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mars/Olympus", "Europe Paris", "../etc"})
  void refusesWhatIsNoZoneAndNamesTheField(String zone) {
    Problem problem = catchThrowableOfType(
        Problem.class, () -> ask("time.now", new JsonObject().put("zone", zone)));
    assertThat(problem.kind()).isEqualTo(Kind.INVALID);
    assertThat(problem.errors()).extracting(FieldError::field).containsExactly("zone");
  }

  @Test
  void refusesFieldsItDoesNotKnow() {
    Problem problem = catchThrowableOfType(
        Problem.class, () -> ask("date.today", new JsonObject().put("place", "here")));
    assertThat(problem.errors())
        .containsExactly(new FieldError("place", "is not a field here; leave it out"));
  }

  private JsonObject ask(String operation, JsonObject input) throws Exception {
    return mesh.client()
        .handle(Call.to(operation, input))
        .await(10, TimeUnit.SECONDS)
        .json();
  }
}
