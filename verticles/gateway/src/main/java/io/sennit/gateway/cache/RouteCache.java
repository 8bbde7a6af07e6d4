package io.sennit.gateway.cache;

import io.sennit.gateway.rules.CacheRules;
import io.sennit.gateway.visit.Forwarding;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Answers what one route reads, with a kept answer where there is a good one. */
final class RouteCache implements Forwarding {
  private final Place place;
  private final CacheRules rules;
  private final Store store;
  private final Fetching fetching;
  private final Outcomes outcomes;

  RouteCache(Place place, CacheRules rules, Store store, Fetching fetching, Outcomes outcomes) {
    this.place = place;
    this.rules = rules;
    this.store = store;
    this.fetching = fetching;
    this.outcomes = outcomes;
  }

  @Override
  public Future<Reply> forward(Visit visit, Call call) {
    // As long as no answer of this route has said that it may be kept, nothing else is done.
    return place.isKeeping()
        ? answer(new Asking(visit, call, rules.keys()))
        : fetching.first(visit, call);
  }

  private Future<Reply> answer(Asking asking) {
    CacheControl wish = wish(asking);
    if (wish.has("no-store") || asking.isPreferring()) {
      asking.tell("fwd=request");
      return fetching.past(asking.call());
    }
    Variants variants = store.find(asking.key());
    long now = store.now();
    Kept kept = variants == null ? null : fetching.usable(variants.find(asking), asking);
    boolean insists = rules.refresh() && insists(wish, kept, now);
    if (kept != null && !insists && kept.isFresh(now)) {
      return hit(asking, kept, now);
    }
    if (kept != null && !insists && kept.servesWhileRefreshed(now)) {
      fetching.refresh(asking, kept);
      outcomes.stale();
      asking.tell("hit; detail=stale-while-revalidate; ttl=" + ttl(kept, now));
      return kept.answer(now);
    }
    if (wish.has("only-if-cached")) {
      return Future.failedFuture(Problem.of(
          Kind.DEADLINE_EXCEEDED,
          "Nothing is kept that answers this, and only-if-cached asks for nothing else."));
    }
    return fetch(asking, variants, kept, insists);
  }

  private Future<Reply> fetch(
      Asking asking, @Nullable Variants variants, @Nullable Kept kept, boolean insists) {
    outcomes.miss();
    if (insists) {
      // What others wait for already may be older than this wish.
      asking.tell("fwd=request");
      return ifFailing(asking, kept, fetching.alone(asking, kept));
    }
    if (variants != null && variants.isApart(store.now())) {
      asking.tell("fwd=bypass");
      return fetching.alone(asking, null);
    }
    asking.tell("fwd=" + why(asking, variants));
    return ifFailing(asking, kept, fetching.together(asking, variants, kept));
  }

  private static String why(Asking asking, @Nullable Variants variants) {
    if (variants == null) {
      return "uri-miss";
    }
    return variants.find(asking) == null ? "vary-miss" : "stale";
  }

  private Future<Reply> hit(Asking asking, Kept kept, long now) {
    outcomes.hit();
    asking.tell("hit; ttl=" + ttl(kept, now));
    return kept.answer(now);
  }

  private Future<Reply> ifFailing(Asking asking, @Nullable Kept kept, Future<Reply> answer) {
    if (kept == null) {
      return answer;
    }
    return answer.recover(failure -> {
      long now = store.now();
      boolean serves = Fetching.isFailing(failure)
          && kept.servesIfFailing(now)
          && fetching.usable(kept, asking) != null;
      if (!serves) {
        return Future.failedFuture(failure);
      }
      outcomes.stale();
      asking.tell("fwd=stale; detail=stale-if-error; ttl=" + ttl(kept, now));
      return kept.answer(now);
    });
  }

  private static CacheControl wish(Asking asking) {
    String field = asking.header("cache-control");
    return CacheControl.parse(field == null ? asking.header("pragma") : field);
  }

  private static boolean insists(CacheControl wish, @Nullable Kept kept, long now) {
    long oldest = wish.seconds("max-age");
    return wish.has("no-cache")
        || oldest == 0
        || (oldest > 0 && kept != null && kept.age(now) > oldest);
  }

  private static long ttl(Kept kept, long now) {
    return Math.floorDiv(kept.life().fresh() - now, 1_000_000_000L);
  }
}
