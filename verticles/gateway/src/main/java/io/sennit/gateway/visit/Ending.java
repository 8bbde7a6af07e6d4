package io.sennit.gateway.visit;

/** Is told of each request that has been answered. */
@FunctionalInterface
public interface Ending {
  void ended(Visit visit, int status, long nanos);
}
