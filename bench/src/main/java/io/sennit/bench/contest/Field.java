package io.sennit.bench.contest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** All who take part. When it is closed, or its program ends, no process of it is left. */
public final class Field implements AutoCloseable {
  private final List<Contestant> contestants = new ArrayList<>();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /** Starts something. */
  @FunctionalInterface
  public interface Start<T extends AutoCloseable> {
    T start() throws Exception;
  }

  public Field() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  public <T extends AutoCloseable> T start(Start<T> start) throws Exception {
    T made = start.start();
    synchronized (this) {
      started.push(made);
    }
    return made;
  }

  public void enter(Start<? extends Contestant> start) throws Exception {
    contestants.add(start(start));
  }

  public List<Contestant> contestants() {
    return contestants;
  }

  @Override
  public synchronized void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception left) {
        System.err.println("something is left: " + left);
      }
    }
  }
}
