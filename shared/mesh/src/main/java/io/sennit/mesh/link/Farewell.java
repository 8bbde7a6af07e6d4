package io.sennit.mesh.link;

import io.vertx.core.Promise;
import java.util.Set;

/** A lane that leaves, and the others whose answer it waits for. */
final class Farewell {
  private final Set<String> waiting;
  private final Promise<Void> left;

  Farewell(Set<String> others, Promise<Void> left) {
    this.waiting = others;
    this.left = left;
    completeWhenDone();
  }

  void answered(String lane) {
    waiting.remove(lane);
    completeWhenDone();
  }

  void lost(String node) {
    waiting.removeIf(lane -> Links.nodeOf(lane).equals(node));
    completeWhenDone();
  }

  void giveUp() {
    left.tryComplete();
  }

  private void completeWhenDone() {
    if (waiting.isEmpty()) {
      left.tryComplete();
    }
  }
}
