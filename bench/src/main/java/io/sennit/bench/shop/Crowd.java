package io.sennit.bench.shop;

import io.sennit.bench.bars.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Visitors, each on a thread of its own and at a pace of its own. Who has to wait for answers does
 * not make up for it afterwards.
 */
final class Crowd implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean closing;

  void add(String name, Visitor visitor, Duration every, double phase) {
    long first = System.nanoTime() + (long) (phase * every.toNanos());
    Thread thread = new Thread(() -> come(visitor, every.toNanos(), first), name);
    thread.setDaemon(true);
    threads.add(thread);
  }

  void start() {
    threads.forEach(Thread::start);
  }

  private void come(Visitor visitor, long every, long first) {
    try {
      long due = first;
      while (!closing) {
        Patience.untilNanos(due);
        visitor.visit();
        due = Math.max(due + every, System.nanoTime());
      }
    } catch (InterruptedException | RuntimeException broken) {
      failures.add(broken);
    }
  }

  /** Nobody comes any more; returns when all have got their answers. */
  void leave() throws InterruptedException {
    closing = true;
    for (Thread thread : threads) {
      thread.join();
    }
    for (Throwable failure : failures) {
      throw new IllegalStateException("a visitor did not understand the shop", failure);
    }
  }

  @Override
  public void close() {
    closing = true;
    threads.forEach(Thread::interrupt);
  }
}
