package io.sennit.mesh.stream;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.message.Transfer;
import io.sennit.mesh.message.Transfer.Form;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One end of an open stream: what goes out, what comes in, and how it ends. It belongs to the event
 * loop of its desk; what its users do elsewhere is done there.
 */
final class Line {
  private static final Logger log = LoggerFactory.getLogger(Line.class);

  private final Desk desk;
  private final ContextInternal context;
  private final String id = Desk.freshId();
  private final Side side;
  private final Transfer transfer;
  private final Trace trace;
  private final Outflow out = new Outflow(this);
  private final Inflow in = new Inflow(this);
  private final Promise<Close> over;
  private final Vigil vigil;
  private boolean started;
  private boolean finished;
  private long expected;
  private long taken;
  private @Nullable Peer peer;
  private Runnable whenStarted = () -> {};
  private Handler<Reply> whenAnswered = head -> {};

  /** Who asked for the stream, and who runs the operation. */
  enum Side {
    OPENER,
    HOST
  }

  Line(Desk desk, ContextInternal context, Side side, Transfer transfer, Trace trace) {
    this.desk = desk;
    this.context = context;
    this.side = side;
    this.transfer = transfer;
    this.trace = trace;
    this.over = context.promise();
    this.vigil = new Vigil(transfer);
  }

  String id() {
    return id;
  }

  Transfer transfer() {
    return transfer;
  }

  Outflow out() {
    return out;
  }

  Inflow in() {
    return in;
  }

  StreamCounters counters() {
    return desk.counters();
  }

  Peer peer() {
    return Objects.requireNonNull(peer);
  }

  void peer(Peer other) {
    peer = other;
  }

  boolean isWith(String node) {
    return peer != null && peer.desk().node().equals(node);
  }

  <T> Promise<T> promise() {
    return context.promise();
  }

  /** How the stream ended; it fails when that was not well. */
  Future<Close> whenOver() {
    return over.future();
  }

  void whenStarted(Runnable task) {
    whenStarted = task;
  }

  void whenAnswered(Handler<Reply> handler) {
    whenAnswered = handler;
  }

  /** Runs a task on the event loop: now if this thread is it. */
  void run(Runnable task) {
    if (context.nettyEventLoop().inEventLoop()) {
      task.run();
    } else {
      later(task);
    }
  }

  void later(Runnable task) {
    context.runOnContext(v -> task.run());
  }

  /** Runs what somebody else wrote, whose failure ends this stream and nothing else. */
  void guarded(Runnable task) {
    ContextInternal previous = context.beginDispatch();
    try {
      task.run();
    } catch (RuntimeException defect) {
      log.error("A stream was ended by a failure of its user; trace {}", trace.traceId(), defect);
      abort(Problem.internal());
    } finally {
      context.endDispatch(previous);
    }
  }

  /** The opener knows where its stream is, and says so. */
  void start(Peer host) {
    peer = host;
    started = true;
    say(Word.START, Wire.Message.to(host.id())).onFailure(this::lost);
    out.start();
  }

  Future<Reply> say(Word word, Wire.Message message) {
    ContextInternal previous = context.beginDispatch();
    try {
      return desk.send(peer().desk(), Wire.word(word, trace, message)).onSuccess(this::understood);
    } finally {
      context.endDispatch(previous);
    }
  }

  /** Whatever was said, its answer may tell of room for more. */
  private void understood(Reply answer) {
    vigil.heard();
    out.grant(Wire.more(answer));
  }

  void sayMore() {
    if (!finished) {
      say(Word.MORE, Wire.Message.more(peer().id(), in.takeFreed())).onFailure(this::lost);
    }
  }

  /** Something was read, or arrived. */
  void moved() {
    vigil.moved();
  }

  /** The other end says something. */
  Reply hear(Word word, Call call) {
    vigil.heard();
    try {
      take(word, call);
    } catch (Problem broken) {
      abort(broken);
      throw broken;
    }
    return Wire.understood(in.takeFreed());
  }

  private void take(Word word, Call call) {
    switch (word) {
      case START -> hearStart();
      case HEAD -> {
        inOrder(call);
        moved();
        Reply head = Wire.head(call);
        guarded(() -> whenAnswered.handle(head));
      }
      case DATA, TEXT -> {
        inOrder(call);
        in.take(measured(new Piece(word == Word.TEXT, call.body().bytes())));
      }
      case END -> {
        inOrder(call);
        hearEnd(Wire.close(call));
      }
      case MORE -> out.grant(Wire.more(call));
      case ABORT -> finish(null, Wire.problem(call));
      case TOUCH -> {
        // That it was answered says all.
      }
    }
  }

  private void hearStart() {
    if (side == Side.HOST && !started) {
      started = true;
      moved();
      out.start();
      guarded(whenStarted);
    }
  }

  private void inOrder(Call call) {
    if (Wire.number(call) != expected++) {
      throw Problem.of(Kind.BROKEN_PROTOCOL, "A part of the stream was lost on its way.");
    }
  }

  private Piece measured(Piece piece) {
    boolean isMessage = transfer.form() == Form.WEBSOCKET;
    taken = (isMessage ? 0 : taken) + piece.bytes().length();
    if (taken > transfer.longestBody() && (isMessage || side == Side.HOST)) {
      throw tooLarge();
    }
    return piece;
  }

  Problem tooLarge() {
    String what = transfer.form() == Form.WEBSOCKET ? "A message" : "The body";
    return Problem.of(
        Kind.BODY_TOO_LARGE, what + " may have " + transfer.longestBody() + " bytes at most.");
  }

  private void hearEnd(Close close) {
    in.end();
    if (isLast(side == Side.OPENER)) {
      finish(close, null);
    }
  }

  /** The other end has taken our end. */
  void endTaken(Close close) {
    if (isLast(side == Side.HOST)) {
      in.stop(transfer.form() == Form.WEBSOCKET);
      finish(close, null);
    }
  }

  /** A WebSocket is over when one side says so; an answer that is whole is the end of a stream. */
  private boolean isLast(boolean saidByHost) {
    return transfer.form() == Form.WEBSOCKET || saidByHost;
  }

  /** A word could not be brought to the other end. */
  void lost(Throwable cause) {
    if (finished) {
      return;
    }
    String detail = cause instanceof Problem problem && problem.kind() != Kind.NOT_FOUND
        ? problem.detail()
        : "it does not know the stream any more.";
    abort(Problem.of(Kind.UNAVAILABLE, "The other end of the stream was lost: " + detail));
  }

  /** Ends the stream, and tells the other end why. */
  void abort(Problem why) {
    run(() -> {
      Peer other = finished ? null : peer;
      finish(null, why);
      if (other != null) {
        say(Word.ABORT, Wire.Message.abort(other.id(), why))
            .onFailure(unheard -> log.debug(
                "The other end of a stream finds out by itself that it" + " was ended: {}",
                unheard.getMessage()));
      }
    });
  }

  private void finish(@Nullable Close well, @Nullable Problem why) {
    if (finished) {
      return;
    }
    finished = true;
    desk.forget(this);
    out.fail(why == null ? over() : why);
    if (why == null) {
      in.end();
      over.complete(well);
    } else {
      in.fail(why);
      over.fail(why);
    }
  }

  static Problem over() {
    return Problem.of(Kind.CANCELLED, "The stream is over.");
  }

  /** From time to time: ends it when it has taken too long, and looks whether it is still known. */
  void check(long now) {
    Problem late = vigil.late(now, started, side);
    if (late != null) {
      abort(late);
    } else if (started && vigil.asks(now)) {
      say(Word.TOUCH, Wire.Message.to(peer().id()))
          .onFailure(this::lost)
          .onComplete(answered -> vigil.answered());
    }
  }
}
