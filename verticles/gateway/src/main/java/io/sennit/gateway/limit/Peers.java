package io.sennit.gateway.limit;

import io.sennit.gateway.limit.Report.Word;
import io.sennit.gateway.limit.ReportReader.Head;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The other gateways of the cluster. */
final class Peers {
  /** Four beats: one may be late. */
  private static final long PATIENCE = Duration.ofMillis(200).toNanos();

  /** Who is not heard for so long, and is in the cluster all the same, is no gateway any more. */
  private static final long FORGOTTEN = Duration.ofSeconds(30).toNanos();

  private final Map<Long, Peer> byGateway = new HashMap<>();
  private final Supplier<Set<String>> members;

  /** @param members the nodes of the cluster; asked for only when somebody is missing */
  Peers(Supplier<Set<String>> members) {
    this.members = members;
  }

  Peer heard(Head head, long now) {
    Peer peer = byGateway.computeIfAbsent(head.gateway(), unseen -> new Peer(head.node()));
    peer.heard(head.word() == Word.REST, now);
    if (head.word() == Word.GOODBYE) {
      peer.leave();
      byGateway.remove(head.gateway());
    }
    return peer;
  }

  /** A beat is over: looks who should have been heard in it. */
  void beat(long now) {
    boolean missing = false;
    for (Peer peer : byGateway.values()) {
      peer.beat();
      missing |= peer.isSilentFor(PATIENCE, now);
    }
    if (missing) {
      part(members.get(), now);
    }
  }

  private void part(Set<String> nodes, long now) {
    for (Iterator<Peer> each = byGateway.values().iterator(); each.hasNext(); ) {
      Peer peer = each.next();
      boolean left = !nodes.contains(peer.node()) && peer.isSilentFor(PATIENCE, now);
      if (left || peer.isSilentFor(FORGOTTEN, now)) {
        peer.leave();
        each.remove();
      }
    }
  }
}
