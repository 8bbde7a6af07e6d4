package io.sennit.mesh.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The last spans of many: a new one takes the place of the oldest. Any thread may use it. */
final class Ring {
  private final AtomicReferenceArray<@Nullable Span> places;
  private final AtomicLong added = new AtomicLong();

  Ring(int capacity) {
    places = new AtomicReferenceArray<>(capacity);
  }

  void add(Span span) {
    places.set((int) (added.getAndIncrement() % places.length()), span);
  }

  /** From the oldest on. */
  List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    long end = added.get();
    for (long i = Math.max(0, end - places.length()); i < end; i++) {
      Span span = places.get((int) (i % places.length()));
      // One that is being added counts, but is not there yet.
      if (span != null) {
        spans.add(span);
      }
    }
    return spans;
  }
}
