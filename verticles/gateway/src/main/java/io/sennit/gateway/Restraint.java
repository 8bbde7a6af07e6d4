package io.sennit.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.gateway.admission.Admission;
import io.sennit.gateway.limit.Limits;
import io.sennit.gateway.origin.Origins;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.visit.Target;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.directory.Membership;
import org.jspecify.annotations.Nullable;

/** What keeps requests out of which there are too many, in the order in which it is asked. */
record Restraint(Origins origins, Admission admission, Limits limits) {
  static Restraint of(GatewayRules rules, Membership membership, MeterRegistry meters) {
    return new Restraint(
        new Origins(rules.proxies()),
        new Admission(rules.overload(), meters),
        Limits.of(membership, rules, meters));
  }

  /** As soon as its route is known, or that it has none. */
  void enter(Visit visit) {
    origins.find(visit);
    admission.enter(visit);
    limits.enter(visit, visit.target());
  }

  /** It is over as soon as it is answered, so that turning it away would spare nothing. */
  void preflight(Visit visit, @Nullable Target asked) {
    origins.find(visit);
    limits.enter(visit, asked);
  }

  /** As soon as it is known who asks, and that they may. */
  void pass(Visit visit) {
    limits.pass(visit);
  }
}
