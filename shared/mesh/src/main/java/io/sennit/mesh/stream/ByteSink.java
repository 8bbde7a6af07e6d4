package io.sennit.mesh.stream;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/** What goes out on a stream, as the bytes of a body. */
final class ByteSink implements WriteStream<Buffer> {
  private final Outflow out;

  ByteSink(Outflow out) {
    this.out = out;
  }

  @Override
  public Future<Void> write(Buffer bytes) {
    return out.bytes(bytes);
  }

  @Override
  public Future<Void> end() {
    return out.end();
  }

  @Override
  public ByteSink setWriteQueueMaxSize(int maxSize) {
    out.setWriteQueueMaxSize(maxSize);
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return out.writeQueueFull();
  }

  @Override
  public ByteSink drainHandler(@Nullable Handler<Void> handler) {
    out.drainHandler(handler);
    return this;
  }

  @Override
  public ByteSink exceptionHandler(@Nullable Handler<Throwable> handler) {
    out.exceptionHandler(handler);
    return this;
  }
}
