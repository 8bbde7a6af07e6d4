package io.sennit.testkit;

import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Which bytes may pass between the nodes of a test cluster: what is cut, who is paused, who is
 * dead.
 *
 * <p>As in a real network nothing of a connection gets lost: what may not pass waits, and comes in
 * order when it may.
 */
final class Network {
  private record Direction(String from, String to) {}

  private final Set<Direction> cut = new HashSet<>();
  private final Set<String> paused = new HashSet<>();
  private final Set<String> dead = new HashSet<>();

  synchronized void cut(String from, String to) {
    cut.add(new Direction(from, to));
  }

  synchronized void heal(String from, String to) {
    cut.remove(new Direction(from, to));
    notifyAll();
  }

  synchronized void healAll() {
    cut.clear();
    notifyAll();
  }

  synchronized void pause(String node) {
    paused.add(node);
  }

  synchronized void resume(String node) {
    paused.remove(node);
    notifyAll();
  }

  synchronized void kill(String node) {
    dead.add(node);
    paused.remove(node);
    notifyAll();
  }

  synchronized boolean isDead(String node) {
    return dead.contains(node);
  }

  /** Nothing is cut. */
  synchronized boolean isWhole() {
    return cut.isEmpty();
  }

  synchronized boolean passes(String from, String to) {
    return !cut.contains(new Direction(from, to)) && !paused.contains(from) && !paused.contains(to);
  }

  /** Each can reach the other. */
  synchronized boolean joins(String one, String other) {
    return passes(one, other) && passes(other, one);
  }

  synchronized void awaitPassage(String from, String to) throws InterruptedIOException {
    try {
      while (!passes(from, to)) {
        wait();
      }
    } catch (InterruptedException stopped) {
      throw new InterruptedIOException();
    }
  }
}
