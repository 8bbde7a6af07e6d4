package io.sennit.testkit;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A body of any length that is made while it is read, and knows how much of it was made: so a test
 * sees how far a producer ran ahead of its reader.
 */
public final class Chunks implements ReadStream<Buffer> {
  private static final int CHUNK = 32 * 1024;

  private final Context context;
  private final long length;
  private final AtomicLong made = new AtomicLong();
  private volatile boolean paused = true;
  private final AtomicLong pauses = new AtomicLong();
  private boolean ended;
  private boolean making;
  private @Nullable Handler<Buffer> reader;
  private @Nullable Handler<Void> whenEnded;

  private Chunks(Context context, long length) {
    this.context = context;
    this.length = length;
  }

  /** A body of so many bytes, made on the context that this runs on. */
  public static Chunks of(Vertx vertx, long length) {
    return new Chunks(vertx.getOrCreateContext(), length);
  }

  /** The bytes of a body from here: byte {@code n} is {@code n % 251}. */
  public static Buffer bytes(long from, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) ((from + i) % 251);
    }
    return Buffer.buffer(bytes);
  }

  /** Bytes that were made until now. */
  public long made() {
    return made.get();
  }

  /** How often its reader had enough for the moment. */
  public long pauses() {
    return pauses.get();
  }

  public boolean isPaused() {
    return paused;
  }

  private void makeSoon() {
    context.runOnContext(v -> {
      if (!making) {
        making = true;
        make();
        making = false;
      }
    });
  }

  private void make() {
    while (!paused && reader != null && made.get() < length) {
      long from = made.get();
      int count = (int) Math.min(CHUNK, length - from);
      made.addAndGet(count);
      reader.handle(bytes(from, count));
    }
    if (!paused && !ended && made.get() == length && whenEnded != null) {
      ended = true;
      whenEnded.handle(null);
    }
  }

  @Override
  public Chunks handler(@Nullable Handler<Buffer> handler) {
    reader = handler;
    if (handler != null) {
      resume();
    }
    return this;
  }

  @Override
  public Chunks endHandler(@Nullable Handler<Void> handler) {
    whenEnded = handler;
    makeSoon();
    return this;
  }

  @Override
  public Chunks exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public Chunks pause() {
    paused = true;
    pauses.incrementAndGet();
    return this;
  }

  @Override
  public Chunks resume() {
    paused = false;
    makeSoon();
    return this;
  }

  @Override
  public Chunks fetch(long amount) {
    return resume();
  }
}
