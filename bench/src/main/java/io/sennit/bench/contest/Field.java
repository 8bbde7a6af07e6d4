package io.sennit.bench.contest;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** All who take part; it ends them, the last one first. */
public final class Field implements AutoCloseable {
  private final List<Contestant> contestants = new ArrayList<>();
  private final Deque<Closeable> started = new ArrayDeque<>();

  /** Starts something. */
  @FunctionalInterface
  public interface Start<T extends Closeable> {
    T start() throws Exception;
  }

  /** Something that contestants need. */
  public <T extends Closeable> T start(Start<T> start) throws Exception {
    T made = start.start();
    started.push(made);
    return made;
  }

  public void enter(Start<? extends Contestant> start) throws Exception {
    contestants.add(start(start));
  }

  public List<Contestant> contestants() {
    return contestants;
  }

  @Override
  public void close() throws IOException {
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }
}
