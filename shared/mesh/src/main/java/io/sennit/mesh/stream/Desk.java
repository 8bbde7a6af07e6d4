package io.sennit.mesh.stream;

import io.sennit.mesh.link.Links;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Endpoint;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.message.Transfer;
import io.sennit.mesh.message.Transfer.Form;
import io.sennit.mesh.observe.TraceContext;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.stream.Line.Side;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Where the streams of one user are kept: of an instance of a service that takes them, of a gateway
 * that opens them. It belongs to the event loop that it was opened on.
 */
public final class Desk {
  private static final int MOST_OPEN = 16_384;
  private static final long CHECK_MILLIS = 250;
  private static final int ID_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Streams streams;
  private final Links links;
  private final ContextInternal context;
  private final Endpoint endpoint;
  private final Map<String, Line> lines = new HashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final Promise<Void> idle = Promise.promise();
  private boolean draining;
  private boolean checking;

  Desk(Streams streams, Links links, ContextInternal context) {
    this.streams = streams;
    this.links = links;
    this.context = context;
    this.endpoint = links.bind(this::hear);
  }

  /** Streams that are open now. */
  public int open() {
    return open.get();
  }

  /** Answers the opening call of a stream; the operation runs when the opener has the answer. */
  public Future<Reply> takeStream(Call opening, Transfer transfer, StreamHandler handler) {
    return take(opening, transfer, new HostedStream(handler));
  }

  /**
   * The same for a WebSocket.
   *
   * @param subprotocols that the operation speaks, the best first
   */
  public Future<Reply> takeSocket(
      Call opening, Transfer transfer, List<String> subprotocols, SocketHandler handler) {
    String agreed = Subprotocols.agreed(opening, subprotocols);
    return take(opening, transfer, new HostedSocket(handler, agreed))
        .map(taken -> agreed.isEmpty() ? taken : taken.with(Subprotocols.HEADER, agreed));
  }

  private Future<Reply> take(Call opening, Transfer transfer, Hosted hosted) {
    Peer opener = Wire.opener(opening);
    if (lines.size() >= MOST_OPEN) {
      return Future.failedFuture(Problem.refused(
          MOST_OPEN + " streams are open at this instance already.", Duration.ofSeconds(1)));
    }
    Line line = line(Side.HOST, transfer, opening.trace());
    line.peer(opener);
    line.whenStarted(() -> hosted.begin(line, opening));
    return Future.succeededFuture(Wire.taken(new Peer(endpoint, line.id())));
  }

  /** Opens a stream to an operation that takes one: the future ends when an instance has it. */
  public Future<OpenStream> openStream(CallHandler client, Call call, Transfer transfer) {
    return open(client, call, transfer.as(Form.STREAM), OpenStream::new, (stream, taken) -> {});
  }

  /** Opens a WebSocket to an operation that is one. */
  public Future<Socket> openSocket(CallHandler client, Call call, Transfer transfer) {
    return open(
        client,
        call,
        transfer.as(Form.WEBSOCKET),
        Socket::new,
        (socket, taken) -> socket.speak(Subprotocols.of(taken)));
  }

  private <T> Future<T> open(
      CallHandler client,
      Call call,
      Transfer transfer,
      Function<Line, T> view,
      BiConsumer<T, Reply> agree) {
    Promise<T> opened = context.promise();
    context.execute(() -> {
      Line line = line(Side.OPENER, transfer, call.trace());
      // Made before anything can happen on the line.
      T seen = view.apply(line);
      client
          .handle(Wire.opening(call, new Peer(endpoint, line.id())))
          .map(taken -> {
            line.start(Wire.host(taken));
            agree.accept(seen, taken);
            return seen;
          })
          .onFailure(refused ->
              line.abort(refused instanceof Problem problem ? problem : Problem.internal()))
          .onComplete(opened);
    });
    return opened.future();
  }

  private Line line(Side side, Transfer transfer, Trace trace) {
    ContextInternal own = context.duplicate();
    TraceContext.set(own, trace);
    Line line = new Line(this, own, side, transfer, trace);
    lines.put(line.id(), line);
    open.incrementAndGet();
    streams.counters().opened();
    checkLater();
    return line;
  }

  /** A name that nobody can guess: who knows it may speak for the other end. */
  static String freshId() {
    byte[] id = new byte[ID_BYTES];
    RANDOM.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  void forget(Line line) {
    lines.remove(line.id());
    open.decrementAndGet();
    streams.counters().closed();
    tellIdle();
  }

  private Future<Reply> hear(Call call) {
    Word word = Word.of(call.operation());
    Line line = lines.get(Wire.to(call));
    if (line == null) {
      return word == Word.ABORT
          ? Future.succeededFuture(Reply.noContent())
          : Future.failedFuture(Problem.of(Kind.NOT_FOUND, "The stream is over."));
    }
    try {
      return Future.succeededFuture(line.hear(word, call));
    } catch (Problem broken) {
      return Future.failedFuture(broken);
    }
  }

  Future<Reply> send(Endpoint other, Call word) {
    return links.call(other, word);
  }

  StreamCounters counters() {
    return streams.counters();
  }

  /** From any thread: a node has left, and its ends of streams with it. */
  void lost(String node) {
    Problem gone =
        Problem.of(Kind.UNAVAILABLE, "The node at the other end of the stream left the cluster.");
    context.execute(
        () -> all().stream().filter(line -> line.isWith(node)).forEach(line -> line.abort(gone)));
  }

  private List<Line> all() {
    return List.copyOf(lines.values());
  }

  private void checkLater() {
    if (!checking) {
      checking = true;
      context.setTimer(CHECK_MILLIS, timer -> check());
    }
  }

  private void check() {
    long now = System.nanoTime();
    checking = false;
    all().forEach(line -> line.check(now));
    if (!lines.isEmpty()) {
      checkLater();
    }
  }

  /**
   * Closes WebSockets, whose clients will connect elsewhere; the future ends when the streams have
   * ended by themselves. That nothing new is opened is seen to by whoever drains.
   */
  public Future<Void> drain() {
    context.execute(() -> {
      draining = true;
      all().stream()
          .filter(line -> line.transfer().form() == Form.WEBSOCKET)
          .forEach(line -> line.out().end(new Close(Close.GOING_AWAY, "The node is leaving.")));
      tellIdle();
    });
    return idle.future();
  }

  private void tellIdle() {
    if (draining && lines.isEmpty()) {
      idle.tryComplete();
    }
  }

  /** Ends what is still open. */
  public Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    context.execute(() -> {
      Problem stopped = Problem.of(Kind.UNAVAILABLE, "The instance with the stream has stopped.");
      all().forEach(line -> line.abort(stopped));
      links.unbind(endpoint);
      streams.forget(this);
      closed.complete();
    });
    return closed.future();
  }
}
