package io.sennit.mesh.client;

import io.sennit.mesh.balance.Balancer;
import io.sennit.mesh.balance.Balancers;
import io.sennit.mesh.balance.Nearest;
import io.sennit.mesh.message.VersionWish;
import io.sennit.mesh.policy.Balancing;
import io.sennit.mesh.policy.Balancing.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The instances of a service that take calls at one time, and which of them are near. */
final class Members {
  static final Members NONE =
      new Members(none -> UnaryOperator.identity(), List.of(), List.of(), List.of());

  private final Function<List<Peer>, UnaryOperator<Peer>> pairing;
  private final UnaryOperator<Peer> rather;
  private final List<Peer> all;
  private final List<Peer> sameNode;
  private final List<Peer> sameZone;

  private Members(
      Function<List<Peer>, UnaryOperator<Peer>> pairing,
      List<Peer> all,
      List<Peer> sameNode,
      List<Peer> sameZone) {
    this.pairing = pairing;
    this.rather = pairing.apply(all);
    this.all = all;
    this.sameNode = sameNode;
    this.sameZone = sameZone;
  }

  static Members of(List<Peer> all, Surroundings caller) {
    return new Members(
        peers -> new SameLane(peers, caller.links()),
        List.copyOf(all),
        those(all, peer -> peer.endpoint().node().equals(caller.node())),
        those(all, peer -> peer.instance().placement().zone().equals(caller.zone())));
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
        : new Members(pairing, those(all, which), those(sameNode, which), those(sameZone, which));
  }

  Balancer<Peer> balancer(Balancing policy) {
    if (!policy.nearest() || policy.strategy() == Strategy.HASH) {
      return Balancers.over(policy, all);
    }
    Balancer<Peer> wide = Balancers.over(policy, all, rather);
    List<Balancer<Peer>> tiers = new ArrayList<>();
    if (!sameNode.isEmpty()) {
      tiers.add(Balancers.over(policy, sameNode, rather));
    }
    if (!sameZone.isEmpty() && sameZone.size() < all.size()) {
      tiers.add(Balancers.over(policy, sameZone, rather));
    }
    tiers.add(wide);
    return tiers.size() == 1 ? wide : new Nearest<>(tiers);
  }

  private static List<Peer> those(List<Peer> all, Predicate<Peer> which) {
    return all.stream().filter(which).toList();
  }
}
