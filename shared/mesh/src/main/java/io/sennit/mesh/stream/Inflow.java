package io.sennit.mesh.stream;

import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Handler;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What one end of a stream gets. It holds no more than a window of what nobody has read yet, and
 * tells the other end of room only when something was.
 */
final class Inflow implements ReadStream<Piece> {
  /** A small piece would else keep the whole batch in memory that it came with. */
  private static final int WORTH_COPYING = 16 * 1024;

  private final Line line;
  private final Deque<Piece> unread = new ArrayDeque<>();
  private long held;
  private long freed;
  private long demand = Long.MAX_VALUE;
  private boolean ended;
  private boolean endTold;
  private boolean delivering;
  private @Nullable Problem failure;
  private @Nullable Handler<Piece> reader;
  private @Nullable Handler<Void> whenEnded;
  private @Nullable Handler<Throwable> whenFailed;

  Inflow(Line line) {
    this.line = line;
  }

  void take(Piece piece) {
    if (held >= Outflow.WINDOW) {
      throw Problem.of(
          Kind.BROKEN_PROTOCOL,
          "The other end of the stream sent more than it was given room for.");
    }
    Piece own = piece.bytes().length() < WORTH_COPYING
        ? new Piece(piece.isText(), piece.bytes().copy())
        : piece;
    unread.add(own);
    held += own.cost();
    line.counters().hold(own.cost());
    line.counters().moved(own.bytes().length());
    deliverSoon();
  }

  void end() {
    ended = true;
    deliverSoon();
  }

  void fail(Problem problem) {
    if (endTold || failure != null) {
      return;
    }
    failure = problem;
    drop();
    deliverSoon();
  }

  /** This end is through: what has not been read is not wanted any more. */
  void stop(boolean well) {
    drop();
    if (well) {
      end();
    } else if (!ended) {
      // Whoever still reads must not take it for the whole body.
      fail(Line.over());
    }
  }

  private void drop() {
    unread.clear();
    line.counters().release(held);
    held = 0;
  }

  /** What was read and not told yet: the other end may send as much again. */
  long takeFreed() {
    long free = freed;
    freed = 0;
    return free;
  }

  /** In a turn of its own: two ends on one event loop would else call each other ever deeper. */
  private void deliverSoon() {
    if (!delivering) {
      delivering = true;
      line.later(this::deliver);
    }
  }

  private void deliver() {
    delivering = false;
    while (demand > 0 && reader != null && !unread.isEmpty()) {
      Piece next = unread.remove();
      demand = demand == Long.MAX_VALUE ? demand : demand - 1;
      held -= next.cost();
      freed += next.cost();
      line.counters().release(next.cost());
      line.moved();
      deliver(reader, next);
    }
    tellEnd();
    if (freed >= Outflow.WINDOW / 2) {
      line.sayMore();
    }
  }

  private void deliver(Handler<Piece> handler, Piece piece) {
    line.guarded(() -> handler.handle(piece));
  }

  private void tellEnd() {
    Problem problem = failure;
    if (endTold) {
      return;
    }
    if (problem != null && whenFailed != null) {
      endTold = true;
      Handler<Throwable> handler = whenFailed;
      line.guarded(() -> handler.handle(problem));
    } else if (problem == null && ended && unread.isEmpty() && demand > 0 && whenEnded != null) {
      endTold = true;
      Handler<Void> handler = whenEnded;
      line.guarded(() -> handler.handle(null));
    }
  }

  @Override
  public Inflow handler(@Nullable Handler<Piece> handler) {
    return changed(() -> reader = handler);
  }

  @Override
  public Inflow endHandler(@Nullable Handler<Void> handler) {
    return changed(() -> whenEnded = handler);
  }

  @Override
  public Inflow exceptionHandler(@Nullable Handler<Throwable> handler) {
    return changed(() -> whenFailed = handler);
  }

  @Override
  public Inflow pause() {
    return changed(() -> demand = 0);
  }

  @Override
  public Inflow resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public Inflow fetch(long amount) {
    return changed(() -> {
      long more = demand + amount;
      demand = more < 0 ? Long.MAX_VALUE : more;
    });
  }

  private Inflow changed(Runnable change) {
    line.run(() -> {
      change.run();
      deliverSoon();
    });
    return this;
  }
}
