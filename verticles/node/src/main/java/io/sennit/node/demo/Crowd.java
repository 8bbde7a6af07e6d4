package io.sennit.node.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** People who do something at the same time, so many at once. */
final class Crowd {
  private static final int AT_ONCE = 16;

  private Crowd() {}

  /** What one of them does. */
  @FunctionalInterface
  interface Deed<T> {
    T of(int person) throws DemoFailure, InterruptedException;
  }

  /** What each did, in their order; with the first failure all end. */
  static <T> List<T> of(int people, Deed<T> deed) throws DemoFailure, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(people, AT_ONCE));
    try {
      List<Future<T>> deeds = new ArrayList<>();
      for (int i = 0; i < people; i++) {
        int person = i;
        deeds.add(threads.submit(() -> deed.of(person)));
      }
      List<T> done = new ArrayList<>();
      for (Future<T> one : deeds) {
        done.add(one.get());
      }
      return done;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof DemoFailure failure) {
        throw failure;
      }
      throw new IllegalStateException(failed.getCause());
    } finally {
      threads.shutdownNow();
    }
  }
}
