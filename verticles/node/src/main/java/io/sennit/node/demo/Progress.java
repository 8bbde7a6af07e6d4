package io.sennit.node.demo;

import java.io.PrintWriter;

/**
 * How far the demonstration is: a bar on a terminal, elsewhere a line for each of its acts. Many
 * threads may tell.
 */
public final class Progress implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final String CLEAR_TO_END = "\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private String act = "";
  private int total;
  private int done;

  public Progress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  synchronized void of(int steps) {
    total = steps;
  }

  synchronized void act(String name) {
    act = name;
    if (!terminal) {
      out.println("sennit: " + name);
      out.flush();
    }
  }

  synchronized void step() {
    done++;
    if (terminal) {
      int filled = WIDTH * done / total;
      out.print("\r[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + 100 * done / total
          + " % " + act + CLEAR_TO_END);
      out.flush();
    }
  }

  /** Leaves a line of its own to what is said next. */
  @Override
  public synchronized void close() {
    if (terminal && done > 0) {
      out.println();
      out.flush();
    }
  }
}
