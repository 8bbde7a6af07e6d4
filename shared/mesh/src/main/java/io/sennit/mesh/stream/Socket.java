package io.sennit.mesh.stream;

import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;

/**
 * A WebSocket inside the mesh, the same for the operation that is one and for who called it:
 * messages both ways, and one close.
 */
public final class Socket {
  private final Line line;
  private Handler<String> textHandler = text -> {};
  private Handler<Buffer> binaryHandler = bytes -> {};
  private Handler<Close> closeHandler = close -> {};
  private String subprotocol = Subprotocols.NONE;
  private boolean closed;

  Socket(Line line) {
    this.line = line;
    line.in().pause();
    line.in().handler(this::receive);
    line.in().endHandler(end -> line.whenOver().onSuccess(this::closed));
    line.in()
        .exceptionHandler(failure -> closed(
            failure instanceof Problem problem ? Close.of(problem) : new Close(Close.LOST, "")));
  }

  private void receive(Piece piece) {
    if (piece.isText()) {
      textHandler.handle(piece.bytes().toString());
    } else {
      binaryHandler.handle(piece.bytes());
    }
  }

  private void closed(Close how) {
    if (!closed) {
      closed = true;
      closeHandler.handle(how);
    }
  }

  void speak(String agreed) {
    subprotocol = agreed;
  }

  /** What both sides have agreed to speak, of what the operation speaks; empty for nothing. */
  public String subprotocol() {
    return subprotocol;
  }

  /** Gets each text that the other side sends. */
  public Socket onText(Handler<String> handler) {
    textHandler = handler;
    return this;
  }

  public Socket onBinary(Handler<Buffer> handler) {
    binaryHandler = handler;
    return this;
  }

  /** Is told once, however it ends: closed by either side, or lost. */
  public Socket onClose(Handler<Close> handler) {
    closeHandler = handler;
    return this;
  }

  /** The future ends when the other side has it. */
  public Future<Void> sendText(String text) {
    return send(Piece.text(text));
  }

  public Future<Void> sendBinary(Buffer bytes) {
    return send(Piece.binary(bytes));
  }

  private Future<Void> send(Piece piece) {
    return piece.bytes().length() > line.transfer().longestBody()
        ? Future.failedFuture(line.tooLarge())
        : line.out().write(piece);
  }

  /** Whether the other side is slower than what is sent: wait for {@link #onDrain} then. */
  public boolean isFull() {
    return line.out().writeQueueFull();
  }

  public Socket onDrain(Handler<Void> handler) {
    line.out().drainHandler(handler);
    return this;
  }

  /** Takes no messages for now; the other side will have to wait when its window is full. */
  public Socket pause() {
    line.in().pause();
    return this;
  }

  public Socket resume() {
    line.in().resume();
    return this;
  }

  /** Closes it when what was sent before has arrived. */
  public Future<Void> close(Close close) {
    return line.out().end(close);
  }

  /** Breaks it off at once; the other side learns why. */
  public void abort(Problem why) {
    line.abort(why);
  }
}
