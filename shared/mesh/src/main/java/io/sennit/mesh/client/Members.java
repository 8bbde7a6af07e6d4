package io.sennit.mesh.client;

import io.sennit.mesh.balance.Balancer;
import io.sennit.mesh.balance.Balancers;
import io.sennit.mesh.balance.Nearest;
import io.sennit.mesh.message.VersionWish;
import io.sennit.mesh.policy.Balancing;
import io.sennit.mesh.policy.Balancing.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The instances of a service that take calls at one time, and which of them are near. */
final class Members {
  static final Members NONE = new Members(List.of(), List.of(), List.of());

  private final List<Peer> all;
  private final List<Peer> sameNode;
  private final List<Peer> sameZone;

  private Members(List<Peer> all, List<Peer> sameNode, List<Peer> sameZone) {
    this.all = all;
    this.sameNode = sameNode;
    this.sameZone = sameZone;
  }

  static Members of(List<Peer> all, String node, String zone) {
    return new Members(
        List.copyOf(all),
        those(all, peer -> peer.endpoint().node().equals(node)),
        those(all, peer -> peer.instance().placement().zone().equals(zone)));
  }

  List<Peer> all() {
    return all;
  }

  /** While versions are rolled out, some have an operation and others do not. */
  Members offering(String operation) {
    return only(peer -> peer.instance().service().operation(operation) != null);
  }

  Members wished(VersionWish wish) {
    return only(peer -> wish.fits(peer.instance().service().version()));
  }

  private Members only(Predicate<Peer> which) {
    return all.stream().allMatch(which)
        ? this
        : new Members(those(all, which), those(sameNode, which), those(sameZone, which));
  }

  Balancer<Peer> balancer(Balancing policy) {
    Balancer<Peer> wide = Balancers.over(policy, all);
    if (!policy.nearest() || policy.strategy() == Strategy.HASH) {
      return wide;
    }
    List<Balancer<Peer>> tiers = new ArrayList<>();
    if (!sameNode.isEmpty()) {
      tiers.add(Balancers.over(policy, sameNode));
    }
    if (!sameZone.isEmpty() && sameZone.size() < all.size()) {
      tiers.add(Balancers.over(policy, sameZone));
    }
    tiers.add(wide);
    return tiers.size() == 1 ? wide : new Nearest<>(tiers);
  }

  private static List<Peer> those(List<Peer> all, Predicate<Peer> which) {
    return all.stream().filter(which).toList();
  }
}
