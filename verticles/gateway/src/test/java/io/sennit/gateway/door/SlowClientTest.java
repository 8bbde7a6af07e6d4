package io.sennit.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.testkit.Wait;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that take their time, over HTTP/1.1. */
class SlowClientTest {
  private static final Duration HEAD = Duration.ofSeconds(10);
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofSeconds(75);
  private static final Duration A_LITTLE = Duration.ofSeconds(1);

  private final House house = House.with(House.rules("{}"));

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aConnectionOnWhichNothingIsSaidIsClosed() throws Exception {
    try (Client client = house.guest()) {
      house.after(HEAD.plus(A_LITTLE));
      assertThat(client.rest()).isEmpty();
      assertThat(house.ended(Lapse.HEAD)).isEqualTo(1);
    }
  }

  @Test
  void aByteNowAndThenDoesNotProlongTheTimeForAHead() throws Exception {
    try (Client client = house.guest()) {
      client.say("GET / HTTP/1.1\r\n");
      house.after(Duration.ofSeconds(4));
      client.say("x: ");
      house.after(Duration.ofSeconds(4));
      client.say("y");
      house.after(Duration.ofSeconds(4));

      assertThat(client.restAsText())
          .startsWith("HTTP/1.1 408 ")
          .contains("application/problem+json")
          .contains("connection: close");
    }
  }

  @Test
  void aLaterHeadHasItsTimeFromItsOwnFirstByte() throws Exception {
    try (Client client = house.guest()) {
      client.ask("/");
      house.after(IDLE.minus(A_LITTLE));
      house.hears(client, "GET / HTTP/1.1\r\n");
      house.after(HEAD.minus(A_LITTLE));
      client.say("host: x\r\n\r\n").hear("here");

      house.hears(client, "GET / ");
      house.after(HEAD.plus(A_LITTLE));
      assertThat(client.restAsText()).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void aConnectionMayRestForAWhileBetweenRequests() throws Exception {
    try (Client client = house.guest()) {
      client.ask("/");
      house.after(IDLE.minus(A_LITTLE));
      client.ask("/");
      house.after(IDLE.minus(A_LITTLE));
      client.ask("/");
      house.after(IDLE.plus(A_LITTLE));

      assertThat(client.rest()).isEmpty();
      assertThat(house.ended(Lapse.REST)).isEqualTo(1);
    }
  }

  @Test
  void aBodyThatHardlyComesIsNotWaitedFor() throws Exception {
    try (Client client = house.guest()) {
      client.say("POST /body HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n");
      isAsked(1);
      house.after(A_LITTLE);
      house.hears(client, "0123456789");
      house.after(WINDOW.plus(A_LITTLE));

      assertThat(client.restAsText()).startsWith("HTTP/1.1 408 ");
      assertThat(house.ended(Lapse.BODY)).isEqualTo(1);
    }
  }

  @Test
  void aBodyThatKeepsComingIsTakenHoweverLongItLasts() throws Exception {
    try (Client client = house.guest()) {
      client.say("POST /body HTTP/1.1\r\nhost: x\r\ncontent-length: 60000\r\n\r\n");
      isAsked(1);
      for (int i = 0; i < 10; i++) {
        house.hears(client, "x".repeat(6_000));
        house.after(WINDOW.dividedBy(2));
      }
      client.hear("60000");
    }
  }

  @Test
  void anAnswerThatIsNotTakenIsThrownAway() throws Exception {
    try (Client client = house.guest()) {
      client.say("GET /bytes/30000000 HTTP/1.1\r\nhost: x\r\n\r\n");
      isAsked(1);
      house.after(A_LITTLE);
      house.after(WINDOW.plus(A_LITTLE));
      house.after(WINDOW.plus(A_LITTLE));

      Wait.until("it is closed", () -> house.doorway.headcount().all() == 0);
      assertThat(house.ended(Lapse.ANSWER)).isEqualTo(1);
      assertThat(client.rest().length).isLessThan(30_000_000);
    }
  }

  @Test
  void whoAsksWithoutEndAndTakesNoAnswerIsNotAnsweredWithoutEnd() throws Exception {
    try (Client client = house.guest()) {
      // Together they would be 2 GB of answers.
      client.say("GET /bytes/1000000 HTTP/1.1\r\nhost: x\r\n\r\n".repeat(2_000));
      isAsked(1);
      Guest guest = Doorway.guest(house.asked.get(0).connection());
      Wait.until("it has more than it takes", () -> !guest.takesAnswers());
      house.after(A_LITTLE);
      house.after(A_LITTLE);

      assertThat(house.asked).hasSizeLessThan(20);
      // As soon as it takes them it gets more.
      assertThat(client.take(20_000_000)).hasSize(20_000_000);
      assertThat(house.asked).hasSizeGreaterThan(15);
    }
  }

  @Test
  void aRequestMayTakeLongerThanAHeadOrARest() throws Exception {
    try (Client client = house.guest()) {
      client.say("GET /never HTTP/1.1\r\nhost: x\r\n\r\n");
      isAsked(1);
      house.after(IDLE.plus(IDLE));
      assertThat(house.doorway.headcount().all()).isEqualTo(1);

      house.after(Duration.ofMinutes(5));
      assertThat(client.rest()).isEmpty();
      assertThat(house.ended(Lapse.SILENCE)).isEqualTo(1);
    }
  }

  @Test
  void anAnswerMayBeSilentForAsLongAsWhoeverGivesItAllows() throws Exception {
    try (Client client = house.guest()) {
      client.say("GET /silence/PT30M HTTP/1.1\r\nhost: x\r\n\r\n");
      isAsked(1);
      house.after(Duration.ofMinutes(29));
      assertThat(house.doorway.headcount().all()).isEqualTo(1);

      house.after(Duration.ofMinutes(2));
      assertThat(client.rest()).isEmpty();
      assertThat(house.ended(Lapse.SILENCE)).isEqualTo(1);
    }
  }

  private void isAsked(int times) {
    Wait.until("the request is there", () -> house.asked.size() >= times);
  }
}
