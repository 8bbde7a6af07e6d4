package io.sennit.gateway.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.gateway.origin.Addresses;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.rules.Rate;
import io.sennit.gateway.rules.Rates;
import io.sennit.gateway.rules.RouteRules;
import io.sennit.gateway.visit.Target;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.directory.Membership;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.policy.Fields;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The limits on requests, as the rules of their routes have them. What is over a limit is refused
 * with 429; of what passes, the answer tells what is left of the tightest one.
 */
public final class Limits {
  private static final String EVERYBODY = "";

  private final Ledger ledger;
  private final Reports reports;
  private final LongSupplier clock;
  private final Rates ofNoRoute;
  private final MeterRegistry meters;
  private final Map<Limit, Counter> refused = new ConcurrentHashMap<>();

  Limits(Ledger ledger, LongSupplier clock, Rates ofNoRoute, MeterRegistry meters) {
    this.ledger = ledger;
    this.reports = new Reports(ledger, clock);
    this.clock = clock;
    this.ofNoRoute = ofNoRoute;
    this.meters = meters;
    FunctionCounter.builder("sennit.gateway.limit.damaged", ledger, Ledger::damaged)
        .description("Reports of other gateways that could not be read")
        .register(meters);
    Gauge.builder("sennit.gateway.limit.keys", ledger, Ledger::count)
        .description("Users, addresses and routes whose requests are counted")
        .register(meters);
  }

  /** The limits that the rules have; they count for this gateway alone until it is open. */
  public static Limits of(Membership membership, GatewayRules rules, MeterRegistry meters) {
    LongSupplier clock = System::nanoTime;
    Ledger ledger = new Ledger(
        membership.self(),
        new Peers(membership::members),
        rules.routes().every().map(RouteRules::rates).flatMap(Rates::each).toList(),
        clock.getAsLong());
    return new Limits(ledger, clock, rules.routes().all().rates(), meters);
  }

  /** Counts together with the other gateways of the cluster from now on. */
  public Future<?> open(Vertx vertx) {
    return vertx.deployVerticle(reports);
  }

  public Future<Void> close() {
    return reports.leave();
  }

  /**
   * Before anybody knows who asks: the limit of the address, also where there is no route.
   *
   * @param target where its request goes, or null for nowhere
   */
  public void enter(Visit visit, @Nullable Target target) {
    Rates rates = target == null ? ofNoRoute : target.rules().rates();
    Rate rate = rates.address();
    if (rate != null) {
      take(visit, rate, Addresses.network(visit.address()), rates.told());
    }
  }

  /** The limits of who asks, and of the route. */
  public void pass(Visit visit) {
    Rates rates = visit.route().rules().rates();
    Identity identity = visit.identity();
    if (rates.user() != null && !identity.isAnonymous()) {
      take(visit, rates.user(), identity.subject(), rates.told());
    }
    if (rates.route() != null) {
      take(visit, rates.route(), EVERYBODY, rates.told());
    }
  }

  private void take(Visit visit, Rate rate, String who, boolean told) {
    Limit limit = ledger.limit(rate);
    long taken = ledger.take(limit, who, clock.getAsLong());
    if (taken < 0) {
      refused.computeIfAbsent(limit, this::counter).increment();
      throw limit.refusal(-taken);
    }
    if (told && visit.isTightest(limit.share(taken))) {
      limit.fields().tell(visit.response(), limit.remaining(taken), Limit.seconds(taken));
    }
  }

  private Counter counter(Limit limit) {
    return Counter.builder("sennit.gateway.limit.refused")
        .description("Requests that were over a limit")
        .tag("scope", limit.rate().scope())
        .tag("of", Fields.text(limit.rate().of()))
        .register(meters);
  }
}
