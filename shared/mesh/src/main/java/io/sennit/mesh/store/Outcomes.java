package io.sennit.mesh.store;

import io.vertx.core.Future;
import java.util.IdentityHashMap;
import java.util.List;

/** What has become of each of several pieces of work, as far as that is known. */
final class Outcomes<T> {
  private final List<Asked<T>> all;
  private final IdentityHashMap<Asked<T>, Future<Answered>> known = new IdentityHashMap<>();

  Outcomes(List<Asked<T>> all) {
    this.all = all;
  }

  void put(Asked<T> asked, Future<Answered> outcome) {
    known.put(asked, outcome);
  }

  /** Those of which nothing is known. */
  List<Asked<T>> open() {
    return all.stream().filter(asked -> !known.containsKey(asked)).toList();
  }

  List<Future<Answered>> inOrder() {
    return all.stream().map(known::get).toList();
  }
}
