package io.sennit.mesh.observe;

import io.sennit.mesh.message.Trace;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vertx.core.spi.context.storage.ContextLocal;
import org.jspecify.annotations.Nullable;

/**
 * The trace of the call that a context works for, so that every line logged meanwhile can name it.
 *
 * <p>A thread-local would not do: an event loop works for many calls in turns. Vert.x must learn of
 * the local before its first instance is made, which is why this is a service provider.
 */
public final class TraceContext implements VertxServiceProvider {
  private static final ContextLocal<Trace> TRACE = ContextLocal.registerLocal(Trace.class);

  @Override
  public void init(VertxBootstrap bootstrap) {
    // Loading the class has registered the local.
  }

  public static void set(Context context, Trace trace) {
    context.putLocal(TRACE, AccessMode.CONCURRENT, trace);
  }

  /** The trace of the current context, or null when nobody's call is worked for. */
  public static @Nullable Trace current() {
    Context context = Vertx.currentContext();
    return context == null ? null : context.getLocal(TRACE, AccessMode.CONCURRENT);
  }
}
