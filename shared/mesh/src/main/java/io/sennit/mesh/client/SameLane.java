package io.sennit.mesh.client;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.sennit.mesh.link.Links;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Of the instances that one node has, one on a lane that the caller's keeps to.
 *
 * <p>Any of them would do, but this way each lane talks with few lanes of each node instead of with
 * all of them: more calls share a batch, and in the caller's own process a call stays on its event
 * loop. Callers on all lanes still reach all instances alike; where that would not come out even,
 * none is preferred.
 */
final class SameLane implements UnaryOperator<Peer> {
  private final Links caller;
  private final List<Map<Peer, Peer>> partners = new ArrayList<>();

  SameLane(List<Peer> peers, Links caller) {
    this.caller = caller;
    for (int lane = 0; lane < caller.size(); lane++) {
      partners.add(new HashMap<>());
    }
    peers.stream()
        .collect(groupingBy(peer -> peer.endpoint().node()))
        .values()
        .forEach(this::ofOneNode);
  }

  private void ofOneNode(List<Peer> peers) {
    TreeMap<Integer, List<Peer>> byLane =
        peers.stream().collect(groupingBy(Peer::lane, TreeMap::new, toList()));
    long sizes = byLane.values().stream().map(List::size).distinct().count();
    if (sizes > 1 || !LaneShares.areEven(partners.size(), byLane.size())) {
      return;
    }
    List<List<Integer>> shares = LaneShares.of(partners.size(), List.copyOf(byLane.keySet()));
    for (int lane = 0; lane < shares.size(); lane++) {
      List<Integer> kept = shares.get(lane);
      List<Peer> preferred =
          peers.stream().filter(peer -> kept.contains(peer.lane())).toList();
      List<Peer> others =
          peers.stream().filter(peer -> !kept.contains(peer.lane())).toList();
      for (int i = 0; i < others.size(); i++) {
        partners.get(lane).put(others.get(i), preferred.get(i % preferred.size()));
      }
    }
  }

  @Override
  public Peer apply(Peer peer) {
    int lane = caller.here();
    return lane < 0 ? peer : partners.get(lane).getOrDefault(peer, peer);
  }
}
