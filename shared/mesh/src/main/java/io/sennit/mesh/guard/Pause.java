package io.sennit.mesh.guard;

import io.vertx.core.Future;
import java.time.Duration;

/** Waits without blocking; a test lets the time pass by hand. */
@FunctionalInterface
public interface Pause {
  Future<Void> of(Duration time);
}
