package io.sennit.gateway.limit;

import java.util.ArrayList;
import java.util.List;

/** What other gateways are asked for on behalf of one user, address or route. */
final class Demand {
  private final List<Part> parts = new ArrayList<>(2);
  private double all;
  private double silent;

  private static final class Part {
    final Peer peer;
    int asked;
    double lately;

    Part(Peer peer) {
      this.peer = peer;
    }
  }

  void add(Peer peer, int asked) {
    for (Part part : parts) {
      if (part.peer == peer) {
        part.asked += asked;
        return;
      }
    }
    Part part = new Part(peer);
    part.asked = asked;
    // It is counted from its first report on, not only from the next beat.
    part.lately = asked;
    parts.add(part);
    all += asked;
  }

  /** Half of it is what was asked just now, half what was asked before. */
  void beat() {
    all = 0;
    silent = 0;
    for (int i = parts.size() - 1; i >= 0; i--) {
      Part part = parts.get(i);
      if (part.peer.isGone()) {
        parts.remove(i);
        continue;
      }
      if (part.peer.isSilent()) {
        silent += part.lately;
      } else {
        double now = (double) part.asked / Math.max(1, part.peer.reports());
        part.lately = (part.lately + now) / 2;
        part.asked = 0;
      }
      all += part.lately;
    }
  }

  /** Requests in a beat, lately. */
  double all() {
    return all;
  }

  /** The share of it that gateways have who are not heard now. */
  double silentShare() {
    return all > 0 ? silent / all : 0;
  }
}
