package io.sennit.bench.trial;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What ends a node while one of its handlers is at work. */
final class Fuse {
  /** The next event that is handled here. */
  private record Lit(Point point, Runnable bang) {}

  private final AtomicReference<@Nullable Lit> lit = new AtomicReference<>();

  void light(Point point, Runnable bang) {
    lit.set(new Lit(point, bang));
  }

  void putOut() {
    lit.set(null);
  }

  /** The handler, unless the node ends before it or after it: then nothing more is heard of it. */
  Future<Void> around(Supplier<Future<Void>> handler) {
    if (burns(Point.BEFORE_HANDLER)) {
      return Promise.<Void>promise().future();
    }
    return handler
        .get()
        .compose(handled -> burns(Point.AFTER_HANDLER)
            ? Promise.<Void>promise().future()
            : Future.succeededFuture());
  }

  private boolean burns(Point point) {
    Lit now = lit.get();
    if (now == null || now.point() != point || !lit.compareAndSet(now, null)) {
      return false;
    }
    now.bang().run();
    return true;
  }
}
