package io.sennit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Transfer;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.stream.Close;
import io.sennit.mesh.stream.Desk;
import io.sennit.mesh.stream.OpenStream;
import io.sennit.mesh.stream.Socket;
import io.sennit.mesh.stream.StreamReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies and messages that go piece by piece between a caller and the instance that took them. */
class StreamsBetweenNodesTest {
  private static final long BIG = StreamingService.LONGEST;

  /** Two windows with a piece each, for the two ends; what is between them is held by one. */
  private static final long BOUND = 2 * (256 + 64) * 1024 + 64 * 1024;

  private final StreamingService service = new StreamingService();
  private TestCluster cluster;
  private TestNode caller;
  private TestNode host;

  @BeforeEach
  void start() {
    cluster = TestCluster.of(2);
    caller = cluster.node(0);
    host = cluster.node(1).host(() -> service);
    cluster.awaitInstances("streaming", 1);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aLargeBodyArrivesWholeAndIsNeverHeldWhole() {
    for (TestNode from : List.of(caller, host)) {
      OpenStream stream = open(from, Call.to("streaming.upload"));

      Chunks.of(from.vertx(), BIG).pipeTo(stream.body());

      JsonObject answer = whole(stream).toJsonObject();
      assertThat(answer.getLong("bytes")).isEqualTo(BIG);
      assertThat(answer.getLong("wrong")).isZero();
      assertNothingIsLeft(from);
    }
    assertThat(caller.mesh().streams().counters().mostBytesHeld()).isPositive().isLessThan(BOUND);
    assertThat(host.mesh().streams().counters().mostBytesHeld()).isPositive().isLessThan(2 * BOUND);
  }

  @Test
  void aLargeAnswerArrivesWholeAndIsNeverHeldWhole() {
    for (TestNode from : List.of(caller, host)) {
      OpenStream stream = open(from, download(BIG));
      stream.body().end();

      StreamReply reply = Wait.forResult(stream.reply());
      Reading reading = new Reading(body(reply));

      assertThat(Wait.forResult(reading.end())).isEqualTo(BIG);
      assertThat(reading.wrong()).isZero();
      assertNothingIsLeft(from);
    }
    assertThat(caller.mesh().streams().counters().mostBytesHeld()).isPositive().isLessThan(BOUND);
    assertThat(host.mesh().streams().counters().mostBytesHeld()).isPositive().isLessThan(2 * BOUND);
  }

  @Test
  void aReaderThatStopsStopsTheProducer() {
    OpenStream stream = open(caller, download(BIG));
    stream.body().end();
    ReadStream<Buffer> body = body(Wait.forResult(stream.reply()));
    body.pause();
    Reading reading = new Reading(body);

    Chunks chunks = service.made.get(0);
    Wait.until("the producer was told to wait", () -> chunks.isPaused() && chunks.pauses() > 0);
    assertThat(chunks.made()).isLessThan(BOUND);

    body.resume();
    assertThat(Wait.forResult(reading.end())).isEqualTo(BIG);
    assertThat(chunks.pauses()).isGreaterThan(1);
  }

  @Test
  void aServiceThatStopsReadingStopsTheSender() {
    OpenStream stream = open(caller, Call.to("streaming.stuck"));
    Chunks chunks = Chunks.of(caller.vertx(), BIG);
    chunks.pipeTo(stream.body());

    Wait.until(
        "the sender was told to wait",
        () -> service.read.get() > 0 && chunks.isPaused() && chunks.pauses() > 0);
    assertThat(chunks.made()).isLessThan(BOUND);
    stream.abort(Problem.of(Kind.CANCELLED, "enough"));
    assertNothingIsLeft(caller);
  }

  @Test
  void whatIsSentComesBackWhileMoreIsSent() {
    OpenStream stream = open(caller, Call.to("streaming.echo"));
    Reading reading = new Reading(body(Wait.forResult(stream.reply())));

    for (int i = 0; i < 3; i++) {
      long before = i * 1_000L;
      Wait.forResult(stream.body().write(Chunks.bytes(before, 1_000)));
      Wait.until("it came back", () -> reading.bytes() == before + 1_000);
    }
    stream.body().end();

    assertThat(Wait.forResult(reading.end())).isEqualTo(3_000);
    assertThat(reading.wrong()).isZero();
  }

  @Test
  void neitherWayOfAStreamRunsOutOfRoom() {
    OpenStream stream = open(caller, Call.to("streaming.echo"));
    Reading reading = new Reading(body(Wait.forResult(stream.reply())));

    Chunks.of(caller.vertx(), BIG / 2).pipeTo(stream.body());

    assertThat(Wait.forResult(reading.end())).isEqualTo(BIG / 2);
    assertThat(reading.wrong()).isZero();
    assertNothingIsLeft(caller);
  }

  @Test
  void oneWriteMayBeLargerThanTheWindow() {
    OpenStream stream = open(caller, Call.to("streaming.upload"));

    Wait.forResult(stream.body().write(Chunks.bytes(0, 5_000_000)));
    stream.body().end();

    assertThat(whole(stream).toJsonObject().getLong("wrong")).isZero();
    assertThat(service.read).hasValue(5_000_000);
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedWhileItComes() {
    OpenStream stream = open(caller, Call.to("streaming.upload"));

    Chunks.of(caller.vertx(), BIG + 1).pipeTo(stream.body());

    assertThat(problem(stream.reply()).kind()).isEqualTo(Kind.BODY_TOO_LARGE);
    assertThat(service.read.get()).isLessThanOrEqualTo(BIG);
    assertNothingIsLeft(caller);
  }

  @Test
  void whatAnOperationRefusesIsItsAnswer() {
    OpenStream refused = open(caller, Call.to("streaming.refuse"));
    assertThat(problem(refused.reply())).hasMessage("not now");

    OpenStream crashed = open(caller, Call.to("streaming.crash"));
    assertThat(problem(crashed.reply()).kind()).isEqualTo(Kind.INTERNAL);
  }

  @Test
  void nothingIsOpenedThatAccessOrSchemaRefuse() {
    assertThat(problem(opened(caller, Call.to("streaming.members"))).kind())
        .isEqualTo(Kind.UNAUTHENTICATED);
    assertThat(problem(opened(caller, Call.to("streaming.download"))).kind())
        .isEqualTo(Kind.INVALID);
    assertThat(service.runs).hasValue(0);
    assertNothingIsLeft(caller);
  }

  @Test
  void aPlainCallOfAnOperationThatStreamsIsRefused() {
    assertThat(catchThrowableOfType(Problem.class, () -> caller.call(Call.to("streaming.upload"))))
        .hasMessageContaining("takes a stream");
  }

  @Test
  void whenTheCallerGivesUpTheOperationIsCancelled() {
    for (TestNode from : List.of(caller, host)) {
      int before = service.cancelled.get();
      OpenStream stream = open(from, Call.to("streaming.upload"));
      Wait.forResult(stream.body().write(Chunks.bytes(0, 1_000)));

      stream.abort(Problem.of(Kind.CANCELLED, "The client went away."));

      Wait.until("the operation was told", () -> service.cancelled.get() == before + 1);
      Wait.until("its body broke off", () -> service.broken.size() == before + 1);
      assertThat(problem(stream.reply()).kind()).isEqualTo(Kind.CANCELLED);
      assertNothingIsLeft(from);
    }
  }

  @Test
  void whenTheNodeOfTheInstanceIsLostTheStreamEndsWithIt() {
    OpenStream stream = open(caller, download(BIG));
    stream.body().end();
    ReadStream<Buffer> body = body(Wait.forResult(stream.reply()));
    body.pause();
    Reading reading = new Reading(body);
    Chunks chunks = service.made.get(0);
    Wait.until("the producer waits", chunks::isPaused);

    cluster.kill(host);

    assertThat(problem(reading.end()).kind()).isEqualTo(Kind.UNAVAILABLE);
    Wait.until("nothing is held", () -> caller.mesh().streams().counters().bytesHeld() == 0);
  }

  @Test
  void whenTheNodeOfTheCallerIsLostTheOperationIsCancelled() {
    OpenStream stream = open(caller, Call.to("streaming.upload"));
    Wait.forResult(stream.body().write(Chunks.bytes(0, 1_000)));

    cluster.kill(caller);

    Wait.until("the operation was told", () -> service.cancelled.get() == 1);
    Wait.until("its body broke off", () -> service.broken.size() == 1);
  }

  @Test
  void aStreamOnWhichNothingMovesIsEnded() {
    OpenStream stream = open(caller, Call.to("streaming.idle"));

    assertThat(problem(stream.reply()).kind()).isEqualTo(Kind.DEADLINE_EXCEEDED);
    Wait.until("the operation was told", () -> service.cancelled.get() == 1);
    assertNothingIsLeft(caller);
  }

  @Test
  void aNodeThatLeavesLetsStreamsFinish() {
    OpenStream stream = open(caller, Call.to("streaming.upload"));
    Wait.forResult(stream.body().write(Chunks.bytes(0, 1_000)));

    Future<Void> drained = host.mesh().drain();
    Wait.until(
        "no other is let in",
        () -> cluster.node(0).mesh().directory().find("streaming").callable().isEmpty());
    assertThat(drained.isComplete()).isFalse();
    stream.body().end(Chunks.bytes(1_000, 500));

    assertThat(whole(stream).toJsonObject().getLong("bytes")).isEqualTo(1_500);
    Wait.forResult(drained);
  }

  @Test
  void messagesGoBothWaysAndKeepTheirKindAndOrder() {
    for (TestNode from : List.of(caller, host)) {
      Conversation conversation = talk(from, "streaming.talk");

      for (int i = 0; i < 200; i++) {
        conversation.socket().sendText("ü" + i);
      }
      conversation.socket().sendBinary(Chunks.bytes(0, 100_000));

      Wait.until("all came back", () -> conversation.binaries().size() == 1);
      assertThat(conversation.texts()).hasSize(200).startsWith("heard ü0").endsWith("heard ü199");
      assertThat(conversation.binaries()).containsExactly(Chunks.bytes(0, 100_000));
      conversation.socket().close(Close.WELL);
      Wait.until("it is closed", () -> conversation.closed().size() == 1);
      assertNothingIsLeft(from);
    }
  }

  @Test
  void eitherSideClosesWithACodeAndAReason() {
    Conversation closedHere = talk(caller, "streaming.talk");
    closedHere.socket().close(new Close(4007, "done"));
    Wait.until("the service was told", () -> service.closed.size() == 1);
    assertThat(service.closed).containsExactly(new Close(4007, "done"));
    Wait.until("so was the caller", () -> closedHere.closed().size() == 1);

    Conversation closedThere = talk(caller, "streaming.talk");
    closedThere.socket().sendText("close");
    Wait.until("the caller was told", () -> closedThere.closed().size() == 1);
    assertThat(closedThere.closed()).containsExactly(new Close(4001, "as you like"));
    assertNothingIsLeft(caller);
  }

  @Test
  void aMessageThatIsTooLongIsNotSent() {
    Conversation conversation = talk(caller, "streaming.talk");

    assertThat(problem(conversation.socket().sendText("x".repeat(100_001))).kind())
        .isEqualTo(Kind.BODY_TOO_LARGE);
  }

  @Test
  void whoSendsWithoutWaitingIsStopped() {
    Conversation conversation = talk(caller, "streaming.silent");
    List<Future<Void>> sent = new CopyOnWriteArrayList<>();
    conversation.socket().sendText("stop reading");
    for (int i = 0; i < 40; i++) {
      sent.add(conversation.socket().sendBinary(Buffer.buffer(new byte[60_000])));
    }

    Wait.until("some were refused", () -> sent.stream().anyMatch(Future::failed));
    assertThat(problem(sent.get(39)).kind()).isEqualTo(Kind.TOO_MANY_REQUESTS);
    assertThat(caller.mesh().streams().counters().mostBytesHeld()).isLessThan(1_800_000);
    conversation.socket().abort(Problem.of(Kind.CANCELLED, "enough"));
    assertNothingIsLeft(caller);
  }

  @Test
  void aDefectOfAServiceEndsItsWebSocketAlone() {
    Conversation conversation = talk(caller, "streaming.talk");
    Conversation other = talk(caller, "streaming.talk");

    conversation.socket().sendText("crash");

    Wait.until("it is closed", () -> conversation.closed().size() == 1);
    assertThat(conversation.closed().get(0).code()).isEqualTo(1011);
    assertThat(conversation.closed().get(0).reason()).doesNotContain("inside");
    other.socket().sendText("still here");
    Wait.until("the other goes on", () -> other.texts().size() == 1);
  }

  @Test
  void aNodeThatLeavesClosesItsWebSockets() {
    Conversation conversation = talk(caller, "streaming.talk");

    Wait.forResult(host.mesh().drain());

    Wait.until("the caller was told", () -> conversation.closed().size() == 1);
    assertThat(conversation.closed().get(0).code()).isEqualTo(Close.GOING_AWAY);
  }

  @Test
  void aWebSocketWhoseNodeIsLostIsClosed() {
    Conversation conversation = talk(caller, "streaming.talk");

    cluster.kill(host);

    Wait.until("the caller was told", () -> conversation.closed().size() == 1);
    assertThat(conversation.closed().get(0).code()).isEqualTo(1013);
  }

  private static Call download(long bytes) {
    Call call = Call.to("streaming.download");
    return new Call(
        call.operation(),
        call.params(),
        Body.of(new JsonObject().put("bytes", bytes)),
        call.envelope());
  }

  private static OpenStream open(TestNode from, Call call) {
    return Wait.forResult(opened(from, call));
  }

  private static Future<OpenStream> opened(TestNode from, Call call) {
    return desk(from)
        .compose(
            desk -> desk.openStream(from.mesh().client(), call, transfer(from, call.operation())));
  }

  private static Future<Desk> desk(TestNode node) {
    Promise<Desk> desk = Promise.promise();
    node.vertx().runOnContext(v -> desk.complete(node.mesh().streams().desk()));
    return desk.future();
  }

  private static Transfer transfer(TestNode node, OperationId operation) {
    var entry = node.mesh().directory().find(operation.service());
    return entry.description().operation(operation.operation()).transfer();
  }

  /** A WebSocket with what came of it. */
  private record Conversation(
      Socket socket, List<String> texts, List<Buffer> binaries, List<Close> closed) {}

  private static Conversation talk(TestNode from, String operation) {
    Call call = Call.to(operation);
    Conversation conversation = new Conversation(
        Wait.forResult(desk(from)
            .compose(desk ->
                desk.openSocket(from.mesh().client(), call, transfer(from, call.operation())))),
        new CopyOnWriteArrayList<>(),
        new CopyOnWriteArrayList<>(),
        new CopyOnWriteArrayList<>());
    conversation
        .socket()
        .onText(conversation.texts()::add)
        .onBinary(conversation.binaries()::add)
        .onClose(conversation.closed()::add)
        .resume();
    return conversation;
  }

  private static ReadStream<Buffer> body(StreamReply reply) {
    return Objects.requireNonNull(reply.body());
  }

  private static Buffer whole(OpenStream stream) {
    ReadStream<Buffer> body = body(Wait.forResult(stream.reply()));
    Promise<Buffer> whole = Promise.promise();
    Buffer bytes = Buffer.buffer();
    body.exceptionHandler(whole::tryFail);
    body.endHandler(end -> whole.tryComplete(bytes));
    body.handler(bytes::appendBuffer);
    return Wait.forResult(whole.future());
  }

  /** Counts what comes, and compares it with what was made. */
  private static final class Reading {
    private final Promise<Long> end = Promise.promise();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();

    Reading(ReadStream<Buffer> body) {
      body.exceptionHandler(end::tryFail);
      body.endHandler(v -> end.tryComplete(bytes.get()));
      body.handler(piece -> {
        if (!piece.equals(Chunks.bytes(bytes.getAndAdd(piece.length()), piece.length()))) {
          wrong.incrementAndGet();
        }
      });
    }

    Future<Long> end() {
      return end.future();
    }

    long bytes() {
      return bytes.get();
    }

    long wrong() {
      return wrong.get();
    }
  }

  private void assertNothingIsLeft(TestNode from) {
    for (TestNode node : List.of(from, host)) {
      Wait.until(
          "no stream is left on " + node,
          () -> node.mesh().streams().counters().open() == 0
              && node.mesh().streams().counters().bytesHeld() == 0);
    }
  }

  private static Problem problem(Future<?> failed) {
    return catchThrowableOfType(Problem.class, () -> Wait.forResult(failed));
  }
}
