package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of events and do about them, from the command line. */
class EventsIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir
  static Path folder;

  @RegisterExtension
  static final Launcher sennit = new Launcher(() -> folder);

  private static SennitProcess dev;
  private static Operator operator;

  @BeforeAll
  static void start() throws Exception {
    Path data = folder.resolve("data");
    dev = sennit.dev(data, "--services", Nap.SERVICES).awaitReady();
    operator = new Operator(dev, data);
  }

  @Test
  void showsTheNewestEvents() throws Exception {
    tell("shown", 3);

    Outcome table = ask("events", "--subject", "shown", "--limit", "2");
    JsonObject page =
        ask("events", "--subject", "shown", "--type", "tale.*", "--json").json();
    JsonObject others = ask("events", "--type", "song.*", "--json").json();

    assertThat(table.out()).hasSize(3);
    assertThat(table.out().get(0)).matches("TIME +EVENT +TYPE +SUBJECT +DATA");
    assertThat(table.out().get(1)).matches("\\S+Z +/tell/\\d+ +tale.told +shown +\\{\"number\":1}");
    assertThat(table.out().get(2)).endsWith("{\"number\":2}");
    assertThat(page.getJsonArray("items")).hasSize(3);
    assertThat(page.getString("next")).matches("tell:\\d+|.*,tell:\\d+.*");
    assertThat(others.getJsonArray("items")).isEmpty();
  }

  @Test
  void goesOnWithWhatHappensNow() throws Exception {
    tell("before", 1);
    SennitProcess follower = sennit.start(
        "events",
        "--follow",
        "--json",
        "--source",
        "tell",
        "--subject",
        "followed",
        "--admin",
        dev.admin("").toString(),
        "--data",
        operator.data().toString());
    tell("followed", 1);
    Eventually.within(SOON, () -> assertThat(follower.out()).hasSize(1));

    tell("followed", 1);

    Eventually.within(SOON, () -> assertThat(follower.out()).hasSize(2));
    assertThat(new JsonObject(follower.out().get(1)).getString("type")).isEqualTo("tale.told");
    follower.kill();
  }

  @Test
  void showsHowFarGroupsAreBehind() throws Exception {
    tell("lagging", 1);

    Eventually.within(
        SOON,
        () -> assertThat(ask("events", "lag").out())
            .anyMatch(line -> line.matches("tell/ears +/tell +0 +0s +\\d+ +\\d+ +UP")));
    assertThat(ask("events", "lag", "--partitions").out())
        .filteredOn(line -> line.startsWith("tell/ears"))
        .hasSize(16)
        .allMatch(line -> line.contains(" tell-"));
  }

  @Test
  void triesADeadLetterAgain() throws Exception {
    deaf("PUT", "retried");
    tell("retried", 2);
    String id = dead("retried");

    Outcome whole = ask("events", "dead", id);
    deaf("DELETE", "retried");
    Outcome retry = ask("events", "retry", id);

    assertThat(whole.json().getString("error")).contains("deaf on this ear");
    assertThat(whole.json().getJsonObject("event").getString("subject")).isEqualTo("retried");
    assertThat(retry.text()).isEqualTo(id + " is tried again: tale.told of retried");
    Eventually.within(SOON, () -> assertThat(heard("retried")).containsExactly(0, 1));
  }

  @Test
  void dropsADeadLetter() throws Exception {
    deaf("PUT", "dropped");
    tell("dropped", 2);
    String id = dead("dropped");
    deaf("DELETE", "dropped");

    Outcome drop = ask("events", "drop", id);

    assertThat(drop.text()).isEqualTo(id + " is dropped: tale.told of dropped");
    Eventually.within(SOON, () -> assertThat(heard("dropped")).containsExactly(1));
    Outcome twice = ask("events", "drop", id);
    assertThat(twice.code()).isEqualTo(1);
    assertThat(twice.err())
        .singleElement()
        .asString()
        .startsWith("sennit: 404 Not found: Nothing is parked as " + id);
  }

  @Test
  void handlesEventsAgain() throws Exception {
    tell("again", 2);
    Eventually.within(SOON, () -> assertThat(heard("again")).containsExactly(0, 1));

    Outcome subject = ask("events", "replay", "ears", "--subject", "again");
    Eventually.within(SOON, () -> assertThat(heard("again")).containsExactly(0, 1, 0, 1));
    Outcome all = ask("events", "replay", "tell/ears", "--from", "1h", "--source", "tell");

    Eventually.within(SOON, () -> assertThat(heard("again")).containsExactly(0, 1, 0, 1, 0, 1));
    assertThat(subject.text()).isEqualTo("tell/ears handles again 2 events of /tell of again");
    assertThat(all.text())
        .isEqualTo("tell/ears handles of /tell again what is in 16 partitions from there on");
  }

  @Test
  void showsSagas() throws Exception {
    assertThat(Http.post(dev.http("/tell/whispered/rumour"), "").statusCode()).isEqualTo(204);

    Outcome list = ask("sagas", "--name", "rumour", "--service", "tell");
    Outcome one = ask("sagas", "whispered");
    JsonObject whole = ask("sagas", "whispered", "--json").json();

    assertThat(list.out()).hasSize(2);
    assertThat(list.out().get(1)).matches("tell/rumour +whispered +RUNNING +spread +1 .*");
    assertThat(one.out())
        .anyMatch(line -> line.matches("spread +SENT .*"))
        .anyMatch(line -> line.matches("\\S+Z +- +STARTED .*"));
    assertThat(whole.getString("state")).isEqualTo("RUNNING");
    assertThat(ask("sagas", "--state", "PARKED", "--json").json().getJsonArray("items"))
        .isEmpty();
    assertFails(1, "sennit: 409", "sagas", "retry", "whispered");
  }

  @Test
  void tellsWhatFollowedFromARequest() throws Exception {
    String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    Http.post(dev.http("/tell/followed/1"), "", "traceparent", parent);

    Eventually.within(SOON, () -> {
      Outcome story = ask("trace", parent);
      assertThat(story.code()).isZero();
      assertThat(story.out().subList(3, story.out().size()))
          .satisfiesExactly(
              line -> assertThat(line).matches(".* ms +request POST /tell/.* 204"),
              line -> assertThat(line).matches(".* ms +call tell.tell by gateway to .* 204"),
              line -> assertThat(line).matches(".* ms +operation tell.tell .* 204"),
              line -> assertThat(line)
                  .matches(".* ms +event tale.told /tell/\\d+ by tell/ears .* 200"));
    });
    assertThat(Http.get(dev.admin("/admin/traces")).statusCode()).isEqualTo(401);
  }

  @Test
  void saysInOneLineWhatIsWrong() throws Exception {
    assertFails(2, "--from", "events", "replay", "ears");
    assertFails(
        2, "'yesterday' is neither a time", "events", "replay", "ears", "--from", "yesterday");
    assertFails(2, "--limit takes 1 to 1000", "events", "--limit", "0");
    assertFails(1, "No group is named 'nose'", "events", "replay", "nose", "--from", "1h");
    assertFails(1, "No service 'nobody' has any of this", "events", "--source", "nobody");
    assertFails(1, "must be like tell-12", "events", "retry", "tell-x");
    assertFails(1, "No saga has the id 'none'", "sagas", "none");
  }

  private static void assertFails(int code, String reason, String... arguments) throws Exception {
    Outcome outcome = ask(arguments);
    assertThat(outcome.code()).as(String.join(" ", arguments)).isEqualTo(code);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).singleElement().asString().startsWith("sennit: ").contains(reason);
  }

  private static void tell(String subject, int times) throws Exception {
    for (int number = 0; number < times; number++) {
      assertThat(Http.post(dev.http("/tell/" + subject + "/" + number), "").statusCode())
          .isEqualTo(204);
    }
  }

  private static void deaf(String method, String subject) throws Exception {
    assertThat(Http.client()
            .send(
                Http.request(dev.http("/tell/" + subject + "/deaf"))
                    .method(method, BodyPublishers.noBody())
                    .build(),
                BodyHandlers.discarding())
            .statusCode())
        .isEqualTo(204);
  }

  /** The id of the event of a subject that was given up. */
  private static String dead(String subject) throws Exception {
    Eventually.within(
        SOON,
        () -> assertThat(ask("events", "dead", "--group", "tell/ears", "--subject", subject)
                .out())
            .hasSize(2));
    JsonArray dead =
        ask("events", "dead", "--subject", subject, "--json").json().getJsonArray("items");
    return dead.getJsonObject(0).getString("id");
  }

  private static List<Integer> heard(String subject) throws Exception {
    return Http.json(Http.get(dev.http("/tell/" + subject))).getJsonArray("numbers").stream()
        .map(Integer.class::cast)
        .toList();
  }

  private static Outcome ask(String... arguments) throws Exception {
    return sennit.ask(operator, arguments);
  }
}
