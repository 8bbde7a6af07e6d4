package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code sennit up}: a cluster on this machine that lives and ends with one process. */
class UpIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir
  static Path folder;

  @RegisterExtension
  static final Launcher sennit = new Launcher(() -> folder);

  @Test
  void runsAClusterThatEndsWithIt() throws Exception {
    Path data = folder.resolve("data");

    // given one that was killed, whose nodes leave by themselves
    SennitProcess killed = sennit.up(data, "--nodes", "2").awaitReady();
    List<Long> nodes = killed.ready().getJsonArray("nodes").stream()
        .map(node -> ((JsonObject) node).getLong("pid"))
        .toList();
    assertThat(pids(data)).containsAll(nodes);
    killed.kill();
    Eventually.within(SOON, () -> assertThat(pids(data)).doesNotContainAnyElementsOf(nodes));

    // when another one starts on its data
    SennitProcess up = sennit.up(data, "--nodes", "3").awaitReady();

    // then three nodes serve, and the addresses of the first stand beside them
    JsonObject ready = up.ready();
    assertThat(ready.getJsonArray("nodes")).hasSize(3);
    JsonObject first = ready.getJsonArray("nodes").getJsonObject(0);
    for (String address : List.of("node", "pid", "http", "admin", "cluster", "bus")) {
      assertThat(ready.getValue(address))
          .as(address)
          .isEqualTo(first.getValue(address))
          .isNotNull();
    }
    for (Object node : ready.getJsonArray("nodes")) {
      URI time = URI.create(((JsonObject) node).getString("http") + "/time");
      assertThat(Http.get(time).statusCode()).isEqualTo(200);
      // Its ready file is there before what it prints.
      Eventually.within(
          SOON,
          () -> assertThat(up.out())
              .anyMatch(line -> line.startsWith(((JsonObject) node).getString("node"))));
    }
    Eventually.within(
        SOON, () -> assertThat(up.out()).anyMatch(line -> line.matches("ready in \\d+ ms")));
    Eventually.within(
        SOON,
        () -> assertThat(
                sennit.ask(new Operator(up, data), "ps", "--json").json().getJsonArray("nodes"))
            .hasSize(3));

    // and nothing of it is left when it is told to stop
    Leftovers leftovers = Leftovers.of(up, data);
    up.terminate();
    Outcome outcome = up.ended(SOON);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.complaints()).noneMatch(line -> line.startsWith("sennit: "));
    leftovers.assertNone();
  }

  private static List<Long> pids(Path data) {
    return Running.on(data).stream().map(ProcessHandle::pid).toList();
  }
}
