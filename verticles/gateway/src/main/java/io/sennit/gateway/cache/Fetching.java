package io.sennit.gateway.cache;

import io.sennit.gateway.rules.CacheRules;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Gets the answers of one route from its service, and keeps those that may be. */
final class Fetching {
  /** After so many calls that failed, one who waits gets to know of the last. */
  private static final int MOST_TRIES = 3;

  /** For so long after an answer that nobody else may have, nobody waits for another's. */
  private static final long APART_NANOS = Duration.ofSeconds(30).toNanos();

  private static final int NOT_MODIFIED = 304;
  private static final Set<Kind> FAILING = Set.of(
      Kind.INTERNAL,
      Kind.BROKEN_PROTOCOL,
      Kind.UNAVAILABLE,
      Kind.DEADLINE_EXCEEDED,
      Kind.TOO_MANY_REQUESTS,
      Kind.CANCELLED);

  private final Vertx vertx;
  private final CallHandler mesh;
  private final Place place;
  private final CacheRules rules;
  private final Store store;
  private final Runnable onFirst;
  private final Map<Flight.Of, Flight> flights = new ConcurrentHashMap<>();

  Fetching(Parts parts, Place place, CacheRules rules, Runnable onFirst) {
    this.vertx = parts.vertx();
    this.mesh = parts.mesh();
    this.store = parts.store();
    this.place = place;
    this.rules = rules;
    this.onFirst = onFirst;
  }

  /** What all routes of a gateway share. */
  record Parts(Vertx vertx, CallHandler mesh, Store store) {}

  /** Whether this is no answer to the question but says that there is none to be had. */
  static boolean isFailing(Throwable failure) {
    return !(failure instanceof Problem problem) || FAILING.contains(problem.kind());
  }

  /** Null where nothing is kept, it became worthless, or it is not for this one. */
  @Nullable
  Kept usable(@Nullable Kept kept, Asking asking) {
    boolean usable = kept != null
        && kept.mark() == place.mark(asking, rules)
        && (kept.forAnybody() || rules.keys().perUser() || !asking.isIdentified());
    return usable ? kept : null;
  }

  /** Past the cache. */
  Future<Reply> past(Call call) {
    return mesh.handle(call);
  }

  /** An answer of a route of which nothing was kept so far, on its client's own conditions. */
  Future<Reply> first(Visit visit, Call call) {
    long changes = place.changes();
    return mesh.handle(call).map(reply -> {
      if (Verdict.mayBeKept(reply)) {
        begin(new Asking(visit, call, rules.keys()), reply, changes);
      }
      return reply;
    });
  }

  private void begin(Asking asking, Reply reply, long changes) {
    if (place.keep()) {
      onFirst.run();
    }
    long mark = place.mark(asking, rules);
    asking.tell("fwd=uri-miss");
    boolean forOthers = reply.status() != NOT_MODIFIED && !asking.isPreferring();
    if (forOthers && place.changes() == changes) {
      landed(asking, reply, null, mark);
    }
  }

  Future<Reply> alone(Asking asking, @Nullable Kept stale) {
    return fetch(asking, asking.fetching(tag(stale), asking.call().cancellation()), stale)
        .map(Flight.Landed::reply);
  }

  /** With all who ask the same now. */
  Future<Reply> together(Asking asking, @Nullable Variants variants, @Nullable Kept stale) {
    return join(asking, of(asking, variants, stale), stale, 1);
  }

  /** For those who ask next. */
  void refresh(Asking asking, Kept stale) {
    Flight.Of of = of(asking, store.find(asking.key()), stale);
    Flight flight = new Flight();
    if (flights.putIfAbsent(of, flight) == null) {
      fetch(asking, asking.refreshing(tag(stale), flight.cancellation()), stale)
          .onComplete(outcome -> {
            flights.remove(of, flight);
            flight.land(outcome);
          });
    }
  }

  private Future<Reply> join(Asking asking, Flight.Of of, @Nullable Kept stale, int tries) {
    Flight mine = new Flight();
    Flight flight =
        flights.compute(of, (same, there) -> there != null && there.board() ? there : mine);
    return flight == mine
        ? lead(asking, of, stale, flight)
        : await(asking, of, stale, flight, tries);
  }

  private Future<Reply> lead(Asking asking, Flight.Of of, @Nullable Kept stale, Flight flight) {
    Kept there = justKept(asking);
    Cancellation.Watch watch = asking.call().cancellation().onCancel(flight::leave);
    Future<Flight.Landed> landed = there == null
        ? fetch(asking, asking.fetching(tag(stale), flight.cancellation()), stale)
        : there.answer(store.now()).map(reply -> landed(asking, reply, there));
    return landed
        .onComplete(outcome -> {
          watch.close();
          flights.remove(of, flight);
          flight.land(outcome);
        })
        .map(Flight.Landed::reply);
  }

  /** Another flight may have ended since this one looked: it kept its answer before it ended. */
  private @Nullable Kept justKept(Asking asking) {
    Variants variants = store.find(asking.key());
    Kept kept = variants == null ? null : usable(variants.find(asking), asking);
    return kept != null && kept.isFresh(store.now()) ? kept : null;
  }

  private static Flight.Landed landed(Asking asking, Reply reply, Kept kept) {
    asking.tell("fwd=uri-miss; collapsed");
    return new Flight.Landed(reply, kept, asking.values(Verdict.vary(reply)));
  }

  /** Waits on its own event loop, and no longer than its own client does. */
  private Future<Reply> await(
      Asking asking, Flight.Of of, @Nullable Kept stale, Flight flight, int tries) {
    Waiting waiting = new Waiting(vertx, asking.call(), flight::leave);
    flight.whenLanded(waiting::landed);
    return waiting.future().transform(outcome -> {
      if (outcome.succeeded()) {
        return shared(asking, outcome.result());
      }
      boolean again = isFailing(outcome.cause()) && !waiting.isOver() && tries < MOST_TRIES;
      return again ? join(asking, of, stale, tries + 1) : Future.failedFuture(outcome.cause());
    });
  }

  /** What is not for everybody is not for who happened to wait for it. */
  private Future<Reply> shared(Asking asking, Flight.Landed landed) {
    Kept kept = landed.kept();
    List<String> names = Verdict.vary(landed.reply());
    boolean same = kept != null && asking.values(names).equals(landed.values());
    if (kept == null || !same || kept.mark() != place.mark(asking, rules)) {
      return alone(asking, null);
    }
    asking.tell("fwd=uri-miss; collapsed");
    return kept.answer(store.now());
  }

  private Future<Flight.Landed> fetch(Asking asking, Call call, @Nullable Kept stale) {
    long mark = place.mark(asking, rules);
    return mesh.handle(call).transform(outcome -> {
      if (outcome.succeeded()) {
        return Future.succeededFuture(landed(asking, outcome.result(), stale, mark));
      }
      keepMissing(asking, outcome.cause(), mark);
      return Future.failedFuture(outcome.cause());
    });
  }

  private Flight.Landed landed(Asking asking, Reply answer, @Nullable Kept stale, long mark) {
    Reply reply = stale != null && answer.status() == NOT_MODIFIED
        ? Verdict.renewed(stale.reply(), answer)
        : answer;
    List<String> names = Verdict.vary(reply);
    List<String> values = asking.values(names);
    Kept kept = new Verdict(rules, store.now()).of(asking, reply, mark);
    if (kept != null && store.fits(kept)) {
      store.keep(asking.key(), Variants.of(names, values, kept));
      asking.tellStored();
    } else {
      store.keepApart(asking.key(), store.now() + APART_NANOS, !asking.isIdentified());
    }
    return new Flight.Landed(reply, kept, values);
  }

  private void keepMissing(Asking asking, Throwable failure, long mark) {
    if (failure instanceof Problem problem && problem.kind() == Kind.NOT_FOUND) {
      Kept kept = new Verdict(rules, store.now()).of(asking, problem, mark);
      if (kept != null) {
        store.keep(asking.key(), Variants.of(List.of(), List.of(), kept));
      }
    }
  }

  /** Only the same user shares, until it is known that the answer is for everybody. */
  private static Flight.Of of(Asking asking, @Nullable Variants variants, @Nullable Kept stale) {
    String user = stale != null && stale.forAnybody() ? "" : asking.subject();
    List<String> varied = variants == null ? List.of() : asking.values(variants.names());
    return new Flight.Of(asking.key(), user, varied);
  }

  private static @Nullable String tag(@Nullable Kept stale) {
    return stale == null || stale.missing() != null ? null : stale.tag();
  }
}
