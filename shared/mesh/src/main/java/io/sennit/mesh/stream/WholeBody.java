package io.sennit.mesh.stream;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A body that is there already, for whoever reads streams. */
final class WholeBody implements ReadStream<Buffer> {
  private final Buffer bytes;
  private boolean paused;
  private boolean given;
  private @Nullable Handler<Buffer> reader;
  private @Nullable Handler<Void> whenEnded;

  WholeBody(Buffer bytes) {
    this.bytes = bytes;
  }

  private void give() {
    Handler<Buffer> handler = reader;
    if (paused || given || handler == null) {
      return;
    }
    given = true;
    handler.handle(bytes);
    if (whenEnded != null) {
      whenEnded.handle(null);
    }
  }

  @Override
  public WholeBody handler(@Nullable Handler<Buffer> handler) {
    reader = handler;
    give();
    return this;
  }

  @Override
  public WholeBody endHandler(@Nullable Handler<Void> handler) {
    whenEnded = handler;
    return this;
  }

  @Override
  public WholeBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public WholeBody pause() {
    paused = true;
    return this;
  }

  @Override
  public WholeBody resume() {
    paused = false;
    give();
    return this;
  }

  @Override
  public WholeBody fetch(long amount) {
    return resume();
  }
}
