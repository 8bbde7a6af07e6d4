package io.sennit.mesh.client;

import io.sennit.mesh.balance.Balancer;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.VersionWish;
import io.sennit.mesh.policy.Balancing;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The members of one time that offer an operation, and the balancers for them: for all, and for
 * those of a version that calls wish for.
 */
final class Choice {
  private final Members all;
  private final Members offering;
  private final Balancing policy;
  private final Balancer<Peer> balancer;
  // By the text of the wish, so that no call takes it apart; of versions that are there only.
  private final Map<String, Wished> wished = new ConcurrentHashMap<>();

  /** The members of one version. */
  private record Wished(VersionWish wish, Members members, Balancer<Peer> balancer) {}

  Choice(Members all, Balancing policy, String operation) {
    this.all = all;
    this.offering = all.offering(operation);
    this.policy = policy;
    this.balancer = offering.balancer(policy);
  }

  boolean isOf(Members now) {
    return all == now;
  }

  @Nullable
  Peer pick(Call call, Predicate<Peer> may) {
    String text = VersionWish.textOf(call);
    return text == null ? balancer.pick(call, may) : pick(wished(text), call, may);
  }

  private @Nullable Peer pick(Wished version, Call call, Predicate<Peer> may) {
    Peer peer = version.balancer().pick(call, may);
    return peer == null && version.wish().elseAny() ? balancer.pick(call, may) : peer;
  }

  /** All that a call may be sent to. */
  Members membersFor(Call call) {
    String text = VersionWish.textOf(call);
    if (text == null) {
      return offering;
    }
    Wished version = wished(text);
    return version.wish().elseAny() ? offering : version.members();
  }

  private Wished wished(String text) {
    Wished known = wished.get(text);
    if (known != null) {
      return known;
    }
    VersionWish wish = VersionWish.parse(text);
    Members members = offering.wished(wish);
    Wished made = new Wished(wish, members, members.balancer(policy));
    if (members.all().isEmpty()) {
      return made;
    }
    Wished before = wished.putIfAbsent(text, made);
    return before == null ? made : before;
  }
}
