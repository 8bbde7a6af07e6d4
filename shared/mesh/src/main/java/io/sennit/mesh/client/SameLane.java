package io.sennit.mesh.client;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/**
 * Of the instances that one node has, the one on the lane with the number of the caller's own.
 *
 * <p>Any of them would do, but this way each lane talks with one lane of each node instead of with
 * all of them: more calls share a batch, and in the caller's own process a call stays on its event
 * loop. Callers on all lanes still reach all instances alike.
 */
final class SameLane implements UnaryOperator<Peer> {
  private final IntSupplier caller;
  private final Map<Peer, List<Peer>> byLane = new HashMap<>();

  /** @param caller the number of the lane that a call comes from, negative where it is from none */
  SameLane(List<Peer> peers, IntSupplier caller) {
    this.caller = caller;
    peers.stream()
        .collect(groupingBy(peer -> peer.endpoint().node()))
        .values()
        .forEach(this::ofOneNode);
  }

  private void ofOneNode(List<Peer> peers) {
    TreeMap<Integer, List<Peer>> lanes =
        peers.stream().collect(groupingBy(Peer::lane, TreeMap::new, toList()));
    List<List<Peer>> used = List.copyOf(lanes.values());
    for (List<Peer> own : used) {
      for (int i = 0; i < own.size(); i++) {
        List<Peer> partners = new ArrayList<>();
        for (int lane = 0; lane <= lanes.lastKey(); lane++) {
          List<Peer> wanted = lanes.getOrDefault(lane, used.get(lane % used.size()));
          // Several on one lane stand for different ones elsewhere, so that they share alike.
          partners.add(wanted.get(i % wanted.size()));
        }
        byLane.put(own.get(i), partners);
      }
    }
  }

  @Override
  public Peer apply(Peer peer) {
    int lane = caller.getAsInt();
    List<Peer> partners = byLane.get(peer);
    return lane < 0 || partners == null ? peer : partners.get(lane % partners.size());
  }
}
