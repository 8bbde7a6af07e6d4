package io.sennit.bench.shop;

/** Somebody who comes to the shop again and again. */
@FunctionalInterface
interface Visitor {
  /** Once; it ends when all that was asked for is answered. */
  void visit() throws InterruptedException;
}
