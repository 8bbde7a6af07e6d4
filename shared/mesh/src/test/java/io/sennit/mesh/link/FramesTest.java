package io.sennit.mesh.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.problem.FieldError;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.problem.Quota;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FramesTest {
  private static final Trace TRACE = new Trace(1, 2, 3, true);

  @Test
  void aCallArrivesAsItWasSent() throws CorruptFrame {
    Call sent = call(
        Pairs.of("id", "42", "q", "Ünïcödé €"),
        Body.of(new JsonObject().put("name", "Ada")),
        new Identity("user-1", List.of("customer", "merchant")));

    FrameReader frame = reopened(batch -> Frames.writeCall(batch, 77, 5, sent));

    assertThat(frame.byteValue()).isEqualTo(Frames.CALL);
    assertThat(frame.longValue()).isEqualTo(77);
    Frames.Arrival arrival = Frames.readCall(frame, 0);
    assertThat(arrival.slot()).isEqualTo(5);
    Call read = arrival.call();
    assertThat(read.operation()).isEqualTo(sent.operation());
    assertThat(read.params()).isEqualTo(sent.params());
    assertThat(read.headers()).isEqualTo(sent.headers());
    assertThat(read.identity()).isEqualTo(sent.identity());
    assertThat(read.trace()).isEqualTo(TRACE);
    assertThat(read.input()).isEqualTo(new JsonObject().put("name", "Ada"));
    assertThat(read.deadline().remainingMillis()).isBetween(1L, 5_000L);
  }

  @Test
  void anAnonymousCallerAndAnEmptyBodyCostNothing() throws CorruptFrame {
    FrameReader frame = opened(
        batch -> Frames.writeCall(batch, 1, 0, call(Pairs.EMPTY, Body.EMPTY, Identity.ANONYMOUS)));
    frame.byteValue();
    frame.longValue();
    Call read = Frames.readCall(frame, 0).call();
    assertThat(read.identity()).isSameAs(Identity.ANONYMOUS);
    assertThat(read.body()).isSameAs(Body.EMPTY);
  }

  @Test
  void whatACallWasUnderWayLongerThanUsualIsTakenFromItsTime() throws CorruptFrame {
    FrameReader frame = opened(
        batch -> Frames.writeCall(batch, 1, 0, call(Pairs.EMPTY, Body.EMPTY, Identity.ANONYMOUS)));
    frame.byteValue();
    frame.longValue();
    assertThat(Frames.readCall(frame, 60_000).call().deadline().passed()).isTrue();
  }

  @Test
  void aReplyArrivesAsItWasSent() throws CorruptFrame {
    Reply sent = Reply.created("/order/1", new JsonObject().put("id", 1)).with("etag", "\"7\"");
    FrameReader frame = reopened(batch -> Frames.writeReply(batch, 9, sent));
    assertThat(frame.byteValue()).isEqualTo(Frames.REPLY);
    assertThat(frame.longValue()).isEqualTo(9);
    Reply read = Frames.readReply(frame);
    assertThat(read.status()).isEqualTo(201);
    assertThat(read.headers()).isEqualTo(sent.headers());
    assertThat(read.json()).isEqualTo(sent.json());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aProblemKeepsItsKind(Kind kind) throws CorruptFrame {
    FrameReader frame = opened(batch -> Frames.writeProblem(batch, 1, Problem.of(kind, "because")));
    frame.byteValue();
    frame.longValue();
    Problem read = Frames.readProblem(frame);
    assertThat(read.kind()).isEqualTo(kind);
    assertThat(read.detail()).isEqualTo("because");
    assertThat(read.executed()).isTrue();
    assertThat(read.retryAfter()).isNull();
  }

  @Test
  void aProblemKeepsItsFieldsAndWhetherTheOperationWasRun() throws CorruptFrame {
    List<FieldError> errors =
        List.of(new FieldError("email", "is required"), new FieldError("name", "is empty"));
    assertThat(problem(Problem.invalid("two faults", errors)).errors()).isEqualTo(errors);

    Problem refused = problem(Problem.refused("full", Duration.ofSeconds(3)));
    assertThat(refused.executed()).isFalse();
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    assertThat(refused.quota()).isNull();
    Quota quota = new Quota(10, Duration.ofMinutes(5));
    assertThat(problem(Problem.tooMany("enough", quota, Duration.ofSeconds(3))).quota())
        .isEqualTo(quota);
  }

  @Test
  void whatIsTooLongIsRefusedAndTheRestOfTheBatchStillGoes() throws CorruptFrame {
    Buffer batch = Frames.startBatch(1);
    Call tooLong = call(Pairs.of("q", "x".repeat(70_000)), Body.EMPTY, Identity.ANONYMOUS);
    assertThatThrownBy(() -> Frames.writeCall(batch, 1, 0, tooLong))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.kind()).isEqualTo(Kind.HEADERS_TOO_LARGE));
    Frames.writeReply(batch, 2, Reply.noContent());

    FrameReader in = frames(batch);
    assertThat(in.frame().byteValue()).isEqualTo(Frames.ABANDONED);
    assertThat(in.frame().byteValue()).isEqualTo(Frames.REPLY);
    assertThat(in.hasMore()).isFalse();
  }

  /**
   * Whatever the bytes are, reading ends with a value or with a sentence; nothing else comes out of
   * it.
   */
  @Test
  void anyBytesEndInAValueOrInASentence() {
    Random random = new Random(20_261_120);
    Buffer good = Frames.startBatch(1);
    Frames.writeCall(
        good,
        1,
        0,
        call(Pairs.of("id", "1"), Body.of(new JsonObject().put("a", 1)), Identity.OPERATOR));
    Frames.writeProblem(good, 2, Problem.invalid("a", "b"));
    Frames.writeReply(good, 3, Reply.ok(new JsonObject().put("b", 2)));
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      Buffer bytes = good.copy();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        bytes.setByte(random.nextInt(bytes.length()), (byte) random.nextInt(256));
      }
      refused += readAll(bytes.slice(
              0, random.nextInt(4) == 0 ? random.nextInt(bytes.length()) : bytes.length()))
          ? 0
          : 1;
    }
    assertThat(refused).isBetween(1_000, 19_999);
  }

  private static boolean readAll(Buffer bytes) {
    try {
      FrameReader in = frames(bytes);
      while (in.hasMore()) {
        FrameReader frame = in.frame();
        int type = frame.byteValue();
        frame.longValue();
        switch (type) {
          case Frames.CALL -> Frames.readCall(frame, 0);
          case Frames.REPLY -> Frames.readReply(frame);
          case Frames.PROBLEM -> Frames.readProblem(frame);
          default -> throw new CorruptFrame("unknown type " + type);
        }
      }
      return true;
    } catch (CorruptFrame sentence) {
      assertThat(sentence.getMessage()).isNotBlank();
      return false;
    }
  }

  private static Problem problem(Problem sent) throws CorruptFrame {
    FrameReader frame = opened(batch -> Frames.writeProblem(batch, 1, sent));
    frame.byteValue();
    frame.longValue();
    return Frames.readProblem(frame);
  }

  private static Call call(Pairs params, Body body, Identity identity) {
    Envelope envelope = new Envelope(
        Deadline.after(Duration.ofSeconds(5)),
        identity,
        TRACE,
        Pairs.of("idempotency-key", "k1"),
        Cancellation.NONE);
    return new Call(new OperationId("users", "read"), params, body, envelope);
  }

  private interface Writing {
    void into(Buffer batch);
  }

  private static FrameReader opened(Writing writing) throws CorruptFrame {
    Buffer batch = Frames.startBatch(123);
    writing.into(batch);
    return frames(batch).frame();
  }

  /** As it comes from a connection: in the middle of other bytes. */
  private static FrameReader reopened(Writing writing) throws CorruptFrame {
    Buffer batch = Frames.startBatch(123);
    writing.into(batch);
    Frames.endBatch(batch);
    List<Buffer> read = new ArrayList<>();
    new BatchReader(BatchReader.LONGEST, read::add)
        .read(Buffer.buffer().appendBuffer(batch).appendBuffer(batch).appendInt(99));
    assertThat(read).hasSize(2);
    FrameReader in = new FrameReader(read.get(1));
    assertThat(in.longValue()).isEqualTo(123);
    return in.frame();
  }

  private static FrameReader frames(Buffer batch) throws CorruptFrame {
    FrameReader in = new FrameReader(batch);
    in.intValue();
    in.longValue();
    return in;
  }
}
