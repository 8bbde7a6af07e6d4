package io.sennit.mesh.guard;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Pauses that end when the test says so. */
final class PauseByHand implements Pause {
  private final List<Running> running = new ArrayList<>();

  private record Running(Duration time, Promise<Void> promise) {}

  @Override
  public Future<Void> of(Duration time) {
    Promise<Void> pause = Promise.promise();
    running.add(new Running(time, pause));
    return pause.future();
  }

  boolean isNone() {
    return running.isEmpty();
  }

  /** All pauses are over; tells how many milliseconds each was to last. */
  List<Long> end() {
    List<Running> ended = List.copyOf(running);
    running.clear();
    ended.forEach(pause -> pause.promise().complete());
    return ended.stream().map(pause -> pause.time().toMillis()).toList();
  }
}
