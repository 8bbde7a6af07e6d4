package io.sennit.mesh.stream;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** What comes in on a stream, as the bytes of a body. */
final class ByteSource implements ReadStream<Buffer> {
  private final Inflow in;

  ByteSource(Inflow in) {
    this.in = in;
  }

  @Override
  public ByteSource handler(@Nullable Handler<Buffer> handler) {
    in.handler(handler == null ? null : piece -> handler.handle(piece.bytes()));
    return this;
  }

  @Override
  public ByteSource endHandler(@Nullable Handler<Void> handler) {
    in.endHandler(handler);
    return this;
  }

  @Override
  public ByteSource exceptionHandler(@Nullable Handler<Throwable> handler) {
    in.exceptionHandler(handler);
    return this;
  }

  @Override
  public ByteSource pause() {
    in.pause();
    return this;
  }

  @Override
  public ByteSource resume() {
    in.resume();
    return this;
  }

  @Override
  public ByteSource fetch(long amount) {
    in.fetch(amount);
    return this;
  }
}
