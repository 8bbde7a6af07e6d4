package io.sennit.mesh.message;

import org.jspecify.annotations.Nullable;

/**
 * Tells those who work on a call that nobody waits for it any more: its caller went away, or its
 * deadline passed.
 *
 * <p>It may be used from any thread. Work that ends before is no longer told when it closes its
 * {@link Watch}; a cancellation that lives long would else remember all of it.
 */
public final class Cancellation {
  /** Of a call that is never taken back. */
  public static final Cancellation NONE = new Cancellation();

  private static final Watch UNWATCHED = new Watch(NONE, () -> {});

  private @Nullable Watch first;
  private volatile boolean cancelled;

  /** Somebody who wants to be told. */
  public static final class Watch implements AutoCloseable {
    private final Cancellation of;
    private final Runnable task;
    private @Nullable Watch previous;
    private @Nullable Watch next;
    private boolean linked;

    private Watch(Cancellation of, Runnable task) {
      this.of = of;
      this.task = task;
    }

    /** From now on it is not told any more; a task that runs already goes on. */
    @Override
    public void close() {
      if (of != NONE) {
        of.forget(this);
      }
    }
  }

  public boolean isCancelled() {
    return cancelled;
  }

  /** Runs the task when the call is cancelled, on the thread that does it; at once if it was. */
  public Watch onCancel(Runnable task) {
    if (this == NONE) {
      return UNWATCHED;
    }
    Watch watch = new Watch(this, task);
    if (!remember(watch)) {
      task.run();
    }
    return watch;
  }

  /** Cancels the call; asking twice is asking once. Whoever fails at it, the others are told. */
  public void cancel() {
    if (this == NONE) {
      throw new IllegalStateException("this call was made by somebody who cannot take it back");
    }
    RuntimeException failed = null;
    for (Watch watch = takeAll(); watch != null; watch = watch.next) {
      try {
        watch.task.run();
      } catch (RuntimeException failure) {
        failed = failure;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private synchronized boolean remember(Watch watch) {
    if (cancelled) {
      return false;
    }
    Watch old = first;
    watch.next = old;
    watch.linked = true;
    if (old != null) {
      old.previous = watch;
    }
    first = watch;
    return true;
  }

  private synchronized void forget(Watch watch) {
    if (!watch.linked) {
      return;
    }
    Watch before = watch.previous;
    Watch after = watch.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after != null) {
      after.previous = before;
    }
    watch.linked = false;
  }

  private synchronized @Nullable Watch takeAll() {
    Watch all = cancelled ? null : first;
    cancelled = true;
    first = null;
    for (Watch watch = all; watch != null; watch = watch.next) {
      watch.linked = false;
    }
    return all;
  }
}
