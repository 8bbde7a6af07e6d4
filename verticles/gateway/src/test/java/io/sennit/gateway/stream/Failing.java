package io.sennit.gateway.stream;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** A body that begins well, and fails when the test says so. */
record Failing(Buffer beginning, Future<Void> failure) implements ReadStream<Buffer> {
  @Override
  public Failing handler(Handler<Buffer> handler) {
    if (handler != null) {
      handler.handle(beginning);
    }
    return this;
  }

  @Override
  public Failing exceptionHandler(Handler<Throwable> handler) {
    if (handler != null) {
      failure.onFailure(handler);
    }
    return this;
  }

  @Override
  public Failing endHandler(Handler<Void> handler) {
    return this;
  }

  @Override
  public Failing pause() {
    return this;
  }

  @Override
  public Failing resume() {
    return this;
  }

  @Override
  public Failing fetch(long amount) {
    return this;
  }
}
