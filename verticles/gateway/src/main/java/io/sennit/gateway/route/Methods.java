package io.sennit.gateway.route;

import io.sennit.gateway.route.RouteTable.Match;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The methods that a path takes, and the answer to a request with another one. */
final class Methods {
  static final Methods NONE = new Methods(Set.of(), Match.NONE);

  private final Set<String> announced;
  private final Match refusal;

  private Methods(Set<String> announced, Match refusal) {
    this.announced = announced;
    this.refusal = refusal;
  }

  static Methods of(String method) {
    return of(Set.of(method));
  }

  private static Methods of(Set<String> announced) {
    Set<String> allowed = new TreeSet<>(announced);
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    allowed.add("OPTIONS");
    return new Methods(announced, new Match(null, List.of(), Collections.unmodifiableSet(allowed)));
  }

  /** Both together; mostly one of them is none, and then nothing is made. */
  Methods and(Methods others) {
    if (announced.isEmpty() || others == this) {
      return others;
    }
    if (others.announced.isEmpty()) {
      return this;
    }
    Set<String> all = new TreeSet<>(announced);
    all.addAll(others.announced);
    return of(all);
  }

  Match refusal() {
    return refusal;
  }
}
