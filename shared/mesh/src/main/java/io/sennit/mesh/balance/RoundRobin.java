package io.sennit.mesh.balance;

import io.sennit.mesh.message.Call;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes them in turn: each is due again after a time that is the shorter the more it weighs.
 *
 * <p>That is as smooth as adding up weights, without looking at every candidate for each call.
 */
final class RoundRobin<C extends Candidate> implements Balancer<C> {
  private static final double GOLDEN = 0.618_033_988_749_894_9;

  private final List<C> candidates;
  private final double[] due;
  // The candidates' indexes as a heap, the one that is due next on top.
  private final int[] heap;

  RoundRobin(List<C> candidates, RandomGenerator dice) {
    this.candidates = List.copyOf(candidates);
    due = new double[candidates.size()];
    heap = new int[candidates.size()];
    // Callers start at different places, and equal ones are spread over the round.
    double start = dice.nextDouble();
    for (int i = 0; i < due.length; i++) {
      due[i] = (start + i * GOLDEN) % 1 / candidates.get(i).weight();
      heap[i] = i;
      rise(i);
    }
  }

  @Override
  public synchronized @Nullable C pick(Call call, Predicate<? super C> eligible) {
    int left = heap.length;
    C found = null;
    while (found == null && left > 0) {
      C next = candidates.get(heap[0]);
      swap(0, --left);
      sink(left);
      found = eligible.test(next) ? next : null;
    }
    double now = left < heap.length ? due[heap[left]] : 0;
    for (int i = left; i < heap.length; i++) {
      // Who was passed over has lost its turn, or it would get all of them in a row later.
      due[heap[i]] = now + 1 / candidates.get(heap[i]).weight();
      rise(i);
    }
    return found;
  }

  private void rise(int from) {
    for (int at = from; at > 0 && isBefore(at, (at - 1) / 2); at = (at - 1) / 2) {
      swap(at, (at - 1) / 2);
    }
  }

  private void sink(int size) {
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && isBefore(child + 1, child)) {
        child++;
      }
      if (!isBefore(child, at)) {
        return;
      }
      swap(child, at);
      at = child;
    }
  }

  private boolean isBefore(int one, int other) {
    return due[heap[one]] < due[heap[other]];
  }

  private void swap(int one, int other) {
    int moved = heap[one];
    heap[one] = heap[other];
    heap[other] = moved;
  }
}
