package io.sennit.mesh.stream;

import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What one end of a stream sends: as much as the other end has room for, in order; the rest waits
 * here, and whoever writes is told to wait.
 */
final class Outflow implements WriteStream<Piece> {
  /** What may be under way and unread at the other end, one piece more at most. */
  static final int WINDOW = 256 * 1024;

  /** Calls in flight for one stream: many tiny pieces must not fill the window of a link. */
  private static final int MOST_CALLS = 16;

  private static final int LONGEST_PIECE = 64 * 1024;
  private static final int FULL = LONGEST_PIECE;

  /** Who writes on without waiting, when so much waits already, is stopped. */
  private static final int MOST_WAITING = 4 * WINDOW;

  private final Line line;
  private final Deque<Parcel> waiting = new ArrayDeque<>();
  private long waitingCost;
  private long credit = WINDOW;
  private int inFlight;
  private long next;
  private boolean started;
  private boolean ended;
  private boolean draining;
  private @Nullable Problem failure;
  private @Nullable Handler<Void> whenDrained;
  private @Nullable Handler<Throwable> whenFailed;

  /** A word that goes in order, and what it costs; it is written when it leaves. */
  private record Parcel(Word word, Text text, int cost, Promise<Void> sent) {}

  /** Writes a word for the other end under its number. */
  private interface Text {
    Wire.Message write(String to, long number);
  }

  Outflow(Line line) {
    this.line = line;
  }

  /** The other end is known: what has gathered may go. */
  void start() {
    started = true;
    pump();
  }

  @Override
  public Future<Void> write(Piece piece) {
    return put(parcel(piece, line.promise()));
  }

  private static Parcel parcel(Piece piece, Promise<Void> sent) {
    Word word = piece.isText() ? Word.TEXT : Word.DATA;
    Text text = (to, number) -> Wire.Message.numbered(to, number, piece.bytes());
    return new Parcel(word, text, piece.cost(), sent);
  }

  /** Some bytes of a body, however many: they go in pieces. */
  Future<Void> bytes(Buffer bytes) {
    Promise<Void> sent = line.promise();
    line.run(() -> {
      Problem refusal = refusal();
      if (refusal != null) {
        sent.fail(refusal);
        return;
      }
      for (int at = 0; at < bytes.length(); at += LONGEST_PIECE) {
        boolean isLast = bytes.length() - at <= LONGEST_PIECE;
        Piece piece = Piece.binary(bytes.slice(at, isLast ? bytes.length() : at + LONGEST_PIECE));
        // They go in order, so that with the last one all are there.
        add(parcel(piece, isLast ? sent : line.promise()));
      }
      pump();
    });
    return bytes.length() == 0 ? Future.succeededFuture() : sent.future();
  }

  Future<Void> head(Reply head) {
    Text text = (to, number) -> Wire.Message.head(to, number, head);
    return put(new Parcel(Word.HEAD, text, 0, line.promise()));
  }

  Future<Void> end(Close close) {
    Text text = (to, number) -> Wire.Message.end(to, number, close);
    Promise<Void> taken = line.promise();
    taken.future().onSuccess(v -> line.endTaken(close));
    return put(new Parcel(Word.END, text, 0, taken));
  }

  @Override
  public Future<Void> end() {
    return end(Close.WELL);
  }

  private Future<Void> put(Parcel parcel) {
    line.run(() -> {
      Problem refusal = refusal();
      if (refusal != null) {
        parcel.sent().fail(refusal);
        return;
      }
      ended = parcel.word() == Word.END;
      add(parcel);
      pump();
    });
    return parcel.sent().future();
  }

  private void add(Parcel parcel) {
    waiting.add(parcel);
    waitingCost += parcel.cost();
    line.counters().hold(parcel.cost());
  }

  private @Nullable Problem refusal() {
    if (failure != null) {
      return failure;
    }
    if (ended) {
      return Problem.of(Kind.CANCELLED, "The stream has been ended; nothing can follow.");
    }
    return waitingCost < MOST_WAITING
        ? null
        : Problem.of(
            Kind.TOO_MANY_REQUESTS,
            "The reader of the stream is slower than its writer, who must wait when"
                + " writeQueueFull() says so.");
  }

  void grant(long more) {
    if (more == 0) {
      return;
    }
    credit += more;
    pump();
  }

  private void pump() {
    while (started && failure == null && inFlight < MOST_CALLS && !waiting.isEmpty()) {
      if (credit <= 0 && waiting.element().cost() > 0) {
        return;
      }
      send(waiting.remove());
    }
  }

  private void send(Parcel parcel) {
    waitingCost -= parcel.cost();
    credit -= parcel.cost();
    inFlight++;
    line.say(parcel.word(), parcel.text().write(line.peer().id(), next++))
        .onComplete(answer -> acknowledged(parcel, answer));
  }

  private void acknowledged(Parcel parcel, AsyncResult<Reply> answer) {
    inFlight--;
    line.counters().release(parcel.cost());
    if (answer.failed()) {
      line.lost(answer.cause());
      parcel.sent().tryFail(failure == null ? Line.over() : failure);
      return;
    }
    line.moved();
    parcel.sent().tryComplete();
    pump();
    tellDrained();
  }

  private void tellDrained() {
    Handler<Void> handler = whenDrained;
    if (draining && handler != null && waitingCost < FULL / 2) {
      draining = false;
      line.guarded(() -> handler.handle(null));
    }
  }

  /** Nothing goes any more, because the stream is over, well or not. */
  void fail(Problem problem) {
    if (failure != null) {
      return;
    }
    failure = problem;
    while (!waiting.isEmpty()) {
      Parcel parcel = waiting.remove();
      line.counters().release(parcel.cost());
      parcel.sent().tryFail(problem);
    }
    waitingCost = 0;
    Handler<Throwable> handler = whenFailed;
    if (handler != null && !ended) {
      line.guarded(() -> handler.handle(problem));
    }
  }

  @Override
  public Outflow setWriteQueueMaxSize(int maxSize) {
    // The window is the same for all, and what both ends count on.
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    boolean full = failure == null && waitingCost >= FULL;
    draining |= full;
    return full;
  }

  @Override
  public Outflow drainHandler(@Nullable Handler<Void> handler) {
    line.run(() -> {
      whenDrained = handler;
      tellDrained();
    });
    return this;
  }

  @Override
  public Outflow exceptionHandler(@Nullable Handler<Throwable> handler) {
    line.run(() -> whenFailed = handler);
    return this;
  }
}
