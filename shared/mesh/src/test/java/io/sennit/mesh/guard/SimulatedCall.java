package io.sennit.mesh.guard;

import java.util.function.Consumer;

/** A call that ends once: with its answer, or at its deadline. */
final class SimulatedCall {
  private final Consumer<Verdict> ended;
  private boolean over;

  SimulatedCall(Consumer<Verdict> ended) {
    this.ended = ended;
  }

  boolean hasEnded() {
    return over;
  }

  void end(Verdict verdict) {
    if (!over) {
      over = true;
      ended.accept(verdict);
    }
  }
}
