package io.sennit.gateway.door;

import static io.sennit.gateway.door.RawHttp2.CONTINUATION;
import static io.sennit.gateway.door.RawHttp2.DATA;
import static io.sennit.gateway.door.RawHttp2.END_HEADERS;
import static io.sennit.gateway.door.RawHttp2.END_STREAM;
import static io.sennit.gateway.door.RawHttp2.ENHANCE_YOUR_CALM;
import static io.sennit.gateway.door.RawHttp2.GET;
import static io.sennit.gateway.door.RawHttp2.GOAWAY;
import static io.sennit.gateway.door.RawHttp2.HEADERS;
import static io.sennit.gateway.door.RawHttp2.PING;
import static io.sennit.gateway.door.RawHttp2.PRIORITY;
import static io.sennit.gateway.door.RawHttp2.RST_STREAM;
import static io.sennit.gateway.door.RawHttp2.SETTINGS;
import static io.sennit.gateway.door.RawHttp2.WINDOW_UPDATE;
import static io.sennit.gateway.door.RawHttp2.all;
import static io.sennit.gateway.door.RawHttp2.frame;
import static io.sennit.gateway.door.RawHttp2.get;
import static io.sennit.gateway.door.RawHttp2.hello;
import static io.sennit.gateway.door.RawHttp2.last;
import static io.sennit.gateway.door.RawHttp2.times;
import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.testkit.Wait;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients of HTTP/2 that are slow, or busy with nothing. */
class Http2MannersTest {
  private static final Duration HEAD = Duration.ofSeconds(11);
  private static final Duration A_LITTLE = Duration.ofSeconds(1);
  private static final int MANY = 5_000;

  private final House house = House.with(House.rules("{}"));

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void requestsAreServedAndAnIdleConnectionIsToldToGo() throws Exception {
    try (Client client = house.guest()) {
      client.say(all(hello(), get(1), get(3)));
      assertThat(last(client, DATA).stream()).isEqualTo(1);
      assertThat(last(client, DATA).stream()).isEqualTo(3);

      house.after(Duration.ofSeconds(60));
      client.say(frame(PING, 0, 0, new byte[8]));
      last(client, PING);
      house.after(Duration.ofSeconds(20));
      assertThat(last(client, GOAWAY).reason()).isEqualTo(RawHttp2.NO_ERROR);
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void aPrefaceWithoutSettingsIsNotWaitedFor() throws Exception {
    try (Client client = house.guest()) {
      client.say(RawHttp2.preface());
      last(client, SETTINGS);
      house.after(HEAD);
      client.rest();
      assertThat(house.ended(Lapse.HEAD)).isEqualTo(1);
    }
  }

  static Stream<Arguments> unfinished() {
    byte[] headers = get(3);
    byte[] beforeEnd = frame(HEADERS, END_STREAM, 3, GET);
    return Stream.of(
        Arguments.of("a frame's head", new byte[] {0, 0}),
        Arguments.of("half of the header fields", Arrays.copyOf(headers, 10)),
        Arguments.of("header fields to be continued", beforeEnd),
        Arguments.of(
            "an unfinished continuation",
            all(beforeEnd, Arrays.copyOf(frame(CONTINUATION, END_HEADERS, 3, GET), 10))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unfinished")
  void whatIsBegunMustBeFinishedInTime(String what, byte[] part) throws Exception {
    try (Client client = house.guest()) {
      client.say(all(hello(), get(1)));
      last(client, DATA);
      house.hears(client, new String(part, StandardCharsets.ISO_8859_1));
      house.after(HEAD);

      assertThat(last(client, GOAWAY).reason()).isEqualTo(ENHANCE_YOUR_CALM);
      client.rest();
      assertThat(house.ended(Lapse.HEAD)).isEqualTo(1);
    }
  }

  static Stream<Arguments> floods() {
    byte[] opening = all(hello(), frame(HEADERS, END_HEADERS, 1, GET));
    ByteArrayOutputStream resets = new ByteArrayOutputStream();
    for (int stream = 1; stream < MANY; stream += 2) {
      resets.writeBytes(get(stream, "/never"));
      resets.writeBytes(frame(RST_STREAM, 0, stream, (byte) 0, (byte) 0, (byte) 0, (byte) 8));
    }
    return Stream.of(
        Arguments.of("settings", all(hello(), times(MANY, frame(SETTINGS, 0, 0)))),
        Arguments.of("pings", all(hello(), times(MANY, frame(PING, 0, 0, new byte[8])))),
        Arguments.of("priorities", all(hello(), times(MANY, frame(PRIORITY, 0, 1, new byte[] {
          0, 0, 0, 3, 1
        })))),
        Arguments.of(
            "window updates", all(hello(), times(MANY, frame(WINDOW_UPDATE, 0, 0, new byte[] {
              0, 0, 0, 1
            })))),
        Arguments.of("frames of no known type", all(hello(), times(MANY, frame(77, 0, 0)))),
        Arguments.of("empty bodies", all(opening, times(MANY, frame(DATA, 0, 1)))),
        Arguments.of(
            "continuations",
            all(hello(), frame(HEADERS, 0, 1, GET), times(MANY, frame(CONTINUATION, 0, 1)))),
        Arguments.of("requests taken back", all(hello(), resets.toByteArray())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floods")
  void framesThatDoNothingAreNotTakenWithoutEnd(String what, byte[] flood) throws Exception {
    try (Client client = house.guest()) {
      Thread speaking = new Thread(() -> {
        try {
          client.say(flood);
        } catch (IOException refused) {
          // The door may close before everything is said.
        }
      });
      speaking.start();
      RawHttp2.Frame goodbye = null;
      try {
        goodbye = last(client, GOAWAY);
      } catch (IOException reset) {
        // A reset can overtake it.
      }
      client.rest();
      speaking.join();
      if (goodbye != null) {
        assertThat(goodbye.reason()).isEqualTo(ENHANCE_YOUR_CALM);
      }
      Wait.until("it is gone", () -> house.doorway.headcount().all() == 0);
      // The others do not notice.
      try (Client other = house.client()) {
        other.ask("/");
      }
    }
  }

  @Test
  void whoDownloadsMaySendAnUpdateOfItsWindowForEveryFewBytes() throws Exception {
    try (Client client = house.guest()) {
      client.say(all(hello(), get(1, "/bytes/2000000")));
      byte[] more = {0, 0, 4, 0};
      int taken = 0;
      while (taken < 2_000_000) {
        RawHttp2.Frame data = last(client, DATA);
        taken += data.payload().length;
        for (int left = data.payload().length; left > 0 && taken < 2_000_000; left -= 1_024) {
          client.say(all(frame(WINDOW_UPDATE, 0, 1, more), frame(WINDOW_UPDATE, 0, 0, more)));
        }
      }
      assertThat(house.ended(Lapse.FRAMES)).isZero();
    }
  }

  @Test
  void anAnswerThatTheWindowKeepsBackIsNotKeptForLong() throws Exception {
    try (Client client = house.guest()) {
      // No window at all for answers (SETTINGS_INITIAL_WINDOW_SIZE).
      client.say(all(
          RawHttp2.preface(),
          frame(SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0}),
          get(1, "/bytes/100000")));
      last(client, HEADERS);
      house.after(A_LITTLE);
      house.after(HEAD);

      client.rest();
      assertThat(house.ended(Lapse.ANSWER)).isEqualTo(1);
    }
  }

  @Test
  void aRequestMayTakeLongerThanARest() throws Exception {
    try (Client client = house.guest()) {
      client.say(all(hello(), get(1, "/never")));
      Wait.until("it has asked", () -> house.asked.size() == 1);
      house.after(Duration.ofSeconds(200));
      client.say(get(3));
      last(client, DATA);
    }
  }

  @Test
  void aSilenceThatIsAllowedEndsWithTheRequestThatItIsFor() throws Exception {
    try (Client client = house.guest()) {
      client.say(all(hello(), get(1, "/silence/PT30M")));
      Wait.until("it has asked", () -> house.asked.size() == 1);
      house.after(Duration.ofMinutes(29));
      assertThat(house.doorway.headcount().all()).isEqualTo(1);

      house.asked.get(0).response().end("here").await();
      house.after(Duration.ofSeconds(1));
      client.say(get(3, "/never"));
      Wait.until("it has asked again", () -> house.asked.size() == 2);
      house.after(Duration.ofMinutes(6));
      assertThat(house.ended(Lapse.SILENCE)).isEqualTo(1);
    }
  }

  @Test
  void nobodyComesToItByAnUpgradeFromHttp1() throws Exception {
    try (Client client = house.guest()) {
      client.say("GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade, http2-settings\r\n");
      client.say("upgrade: h2c\r\nhttp2-settings: AAMAAABk\r\n\r\n");
      assertThat(client.hear("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }
  }
}
