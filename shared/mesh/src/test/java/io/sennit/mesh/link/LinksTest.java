package io.sennit.mesh.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Endpoint;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes with nothing but links, over real sockets. */
class LinksTest {
  private static final String HOST = "127.0.0.1";
  private static final LinkPorts ANY = LinkPorts.at(HOST, 0);

  private final List<Vertx> started = new ArrayList<>();
  private final AtomicInteger runs = new AtomicInteger();
  private final Set<String> left = ConcurrentHashMap.newKeySet();
  private Links here;
  private Links there;
  private Endpoint echo;

  @BeforeEach
  void open() {
    here = open("here", ANY);
    there = open("there", ANY);
    echo = bind(there, call -> {
      runs.incrementAndGet();
      return Future.succeededFuture(new Reply(200, call.headers(), call.body()));
    });
  }

  @AfterEach
  void close() {
    started.forEach(vertx -> await(vertx.close()));
  }

  @Test
  void callsFindTheirWayAndAnswersComeBackOverTheSameConnection() {
    for (int i = 0; i < 100; i++) {
      assertThat(call(here, echo).status()).isEqualTo(200);
    }
    assertThat(runs).hasValue(100);
    assertThat(there.counters().callsSent()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 200_000, 5_000_000})
  void bodiesOfAnySizeComeBackAsTheyWere(int size) {
    Buffer body = Buffer.buffer(new byte[size]);
    for (int i = 0; i < size; i++) {
      body.setByte(i, (byte) (31 * i));
    }
    assertThat(await(here.call(echo, saying(body))).body().bytes()).isEqualTo(body);
  }

  /** It is ended, and nobody else's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "\u00ff\u00ff\u00ff\u00ff",
        "\u0000\u0000\u0000\u0001x",
        "\u0000\u0000\u0000\u0002^\u0007",
        "\u0000\u0000\u0000\u001c^\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0003a/1\u0000\u0003b/2",
        "\u0000\u0000\u0000\u0018^\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0001a\u0000\u0001b",
      })
  void aConnectionThatGreetsNobodyHereIsEndedAndCounted(String garbage) {
    assertThat(call(here, echo).status()).isEqualTo(200);
    NetClient stranger = started.get(0).createNetClient();
    Promise<Void> ended = Promise.promise();
    stranger.connect(place(echo)).onComplete(made -> {
      made.result().closeHandler(closed -> ended.complete());
      made.result().write(Buffer.buffer(garbage, "ISO-8859-1"));
    });

    await(ended.future());
    await(stranger.close());
    assertThat(there.counters().corruptFrames()).isEqualTo(1);
    assertThat(call(here, echo).status()).isEqualTo(200);
  }

  /** A port may be another node's by now. */
  @Test
  void aCallForANodeThatIsGoneIsNotRunByTheOneThatHasItsPort() {
    Endpoint gone = new Endpoint("gone", echo.lane().replaceFirst("there/", "gone/"), echo.slot());

    Problem problem = catchThrowableOfType(Problem.class, () -> call(here, gone));

    assertThat(problem.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(runs).hasValue(0);
    assertThat(there.counters().corruptFrames())
        .as("connections that it refused")
        .isBetween(1L, 10L);
  }

  @Test
  void aNodeWhereNobodyListensIsRefusedAsNotSent() {
    await(there.close(List.of()));
    Problem problem = catchThrowableOfType(Problem.class, () -> call(here, echo));
    assertThat(problem.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(problem.executed()).isFalse();
    assertThat(runs).hasValue(0);
  }

  /** What had not arrived when a connection broke would be waited for in vain. */
  @Test
  void callsOfAConnectionThatBreaksFailAtOnceAndAreStopped() {
    Relay relay = new Relay();
    there = open("behind", new LinkPorts(HOST, 0, relay::before));
    Promise<Call> held = Promise.promise();
    Promise<Void> stopped = Promise.promise();
    Endpoint holding = bind(there, call -> {
      call.cancellation().onCancel(stopped::complete);
      held.complete(call);
      return Promise.<Reply>promise().future();
    });
    Future<Reply> answer = here.call(holding, Call.to("echo.hold").within(Duration.ofSeconds(30)));
    await(held.future());

    relay.breakAll();

    Problem problem = catchThrowableOfType(Problem.class, () -> await(answer));
    assertThat(problem.executed()).as("it may have been").isTrue();
    await(stopped.future());
    Endpoint again = bind(there, call -> Future.succeededFuture(Reply.noContent()));
    assertThat(call(here, again).status()).isEqualTo(204);
  }

  /**
   * As a firewall does that forgets a connection: one side sees its end, and the other does not.
   */
  @Test
  void whoseEndOnlyTheCallerSawIsAnsweredOverTheNextConnection() {
    Relay relay = new Relay();
    there = open("behind", new LinkPorts(HOST, 0, relay::before));
    Endpoint quick = bind(there, call -> Future.succeededFuture(Reply.noContent()));
    assertThat(call(here, quick).status()).isEqualTo(204);

    relay.breakForTheCaller();

    for (int i = 0; i < 20; i++) {
      assertThat(eventually(here, quick).status()).isEqualTo(204);
    }
  }

  /** Whoever hears that it was not sent may repeat it, whatever it does. */
  @Test
  void allThatWaitsForAConnectionThatCannotBeMadeIsToldThatItWasNotSent() {
    await(there.close(List.of()));
    List<Future<Reply>> answers = new ArrayList<>();
    // Each fills a batch.
    Call large = saying(Buffer.buffer(new byte[300_000]));
    for (int batch = 0; batch < 20; batch++) {
      answers.add(here.call(echo, large));
    }
    for (Future<Reply> answer : answers) {
      Problem problem = catchThrowableOfType(Problem.class, () -> await(answer));
      assertThat(problem.executed()).isFalse();
    }
  }

  @Test
  void aNodeThatComesBackAtItsPortIsReachedAgain() {
    assertThat(call(here, echo).status()).isEqualTo(200);
    await(started.remove(1).close());
    Problem problem = catchThrowableOfType(Problem.class, () -> call(here, echo));
    assertThat(problem.kind()).isEqualTo(Kind.UNAVAILABLE);

    // The same lane on the same port, as if it had been away.
    there = open("there", new LinkPorts(HOST, place(echo).port(), at -> at));
    bind(there, call -> Future.succeededFuture(Reply.noContent()));

    awaitLost(false);
    assertThat(call(here, echo).status()).isEqualTo(204);
  }

  /** Nobody would ever answer there, and it would be asked for ever. */
  @Test
  void aLaneWhoseNodeHasLeftTheClusterIsForgottenAndNotAskedAgain() {
    await(started.remove(1).close());
    Problem problem = catchThrowableOfType(Problem.class, () -> call(here, echo));
    assertThat(problem.kind()).isEqualTo(Kind.UNAVAILABLE);
    awaitLost(true);

    left.add("there");
    awaitLost(false);
  }

  private void awaitLost(boolean lost) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (here.reach(echo).isLost() != lost && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(here.reach(echo).isLost()).isEqualTo(lost);
  }

  private Links open(String node, LinkPorts ports) {
    // One loop, so that it is known which port is whose.
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    started.add(vertx);
    return await(Links.open(vertx, node, member -> !left.contains(member), ports));
  }

  private Endpoint bind(Links links, CallHandler handler) {
    Promise<Endpoint> bound = Promise.promise();
    started.get(started.size() - 1).runOnContext(v -> bound.complete(links.bind(handler)));
    return await(bound.future());
  }

  private static Call saying(Buffer body) {
    return new Call(
            OperationId.parse("echo.say"),
            Pairs.EMPTY,
            Body.of(body),
            Envelope.by(Identity.ANONYMOUS))
        .within(Duration.ofSeconds(20));
  }

  private static Reply call(Links from, Endpoint to) {
    return await(from.call(to, Call.to("echo.say").within(Duration.ofSeconds(5))));
  }

  /** Calls until it is answered: what was under way when a connection ended has failed. */
  private static Reply eventually(Links from, Endpoint to) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      try {
        return await(from.call(to, Call.to("echo.say").within(Duration.ofSeconds(5))));
      } catch (Problem problem) {
        assertThat(problem.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(System.nanoTime()).as("it is answered in time").isLessThan(end);
      }
    }
  }

  private static SocketAddress place(Endpoint endpoint) {
    try {
      SocketAddress place = LaneAddress.parse(endpoint.lane()).place();
      assertThat(place).isNotNull();
      return place;
    } catch (CorruptFrame none) {
      throw new AssertionError(none);
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException late) {
      throw new AssertionError(late);
    }
  }

  /** Stands between two nodes, and can break what goes through it. */
  private final class Relay {
    private final Vertx vertx = Vertx.vertx();
    private final Queue<NetSocket> sockets = new ConcurrentLinkedQueue<>();
    private final NetServer server;
    private volatile SocketAddress target = SocketAddress.inetSocketAddress(0, HOST);

    Relay() {
      started.add(vertx);
      NetClient client = vertx.createNetClient();
      server = await(vertx
          .createNetServer()
          .connectHandler(from -> {
            from.pause();
            sockets.add(from);
            client.connect(target).onComplete(made -> {
              NetSocket to = made.result();
              from.handler(to::write);
              to.handler(from::write);
              from.closeHandler(closed -> to.close());
              to.closeHandler(closed -> from.close());
              from.resume();
            });
          })
          .listen(0, HOST));
    }

    SocketAddress before(SocketAddress inside) {
      target = inside;
      return SocketAddress.inetSocketAddress(server.actualPort(), HOST);
    }

    /** The other half of what is there goes on, and never hears of it. */
    void breakForTheCaller() {
      List.copyOf(sockets).forEach(socket -> {
        socket.closeHandler(null);
        await(socket.close());
      });
      sockets.clear();
    }

    void breakAll() {
      List.copyOf(sockets).forEach(socket -> await(socket.close()));
    }
  }
}
