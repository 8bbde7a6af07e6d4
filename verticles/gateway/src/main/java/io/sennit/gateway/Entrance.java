package io.sennit.gateway;

import io.sennit.gateway.auth.Callers;
import io.sennit.gateway.head.Head;
import io.sennit.gateway.trace.Sampling;
import io.sennit.gateway.visit.Target;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** What a request has to get past before it is served, the cheapest first. */
final class Entrance {
  private final Head head;
  private final Callers callers;
  private final Restraint restraint;
  private final Sampling sampling;

  Entrance(Head head, Callers callers, Restraint restraint, Sampling sampling) {
    this.head = head;
    this.callers = callers;
    this.restraint = restraint;
    this.sampling = sampling;
  }

  /** Feels how busy the event loop is that this runs on. */
  void watch(Vertx vertx) {
    restraint.admission().watch(vertx);
  }

  /** The path of a request whose head is as it has to be. */
  String path(HttpServerRequest request) {
    return head.path(request);
  }

  /**
   * Lets a request in as long as there is room, also one without a route, and decides whether its
   * trace is remembered.
   */
  void enter(Visit visit) {
    sampling.decide(visit);
    restraint.enter(visit);
  }

  /**
   * The same for a browser's question what a page may do.
   *
   * @param asked where the request would go that it is about, or null for nowhere
   */
  void preflight(Visit visit, @Nullable Target asked) {
    restraint.preflight(visit, asked);
  }

  /** Finds out who asks, and whether they may. */
  Future<Visit> admit(Visit visit) {
    HttpServerRequest request = visit.request();
    Future<Identity> caller = callers.identify(visit);
    if (!caller.isComplete()) {
      // The body waits until somebody is there to take it.
      request.pause();
    }
    return caller.compose(identity -> {
      visit.by(identity);
      Problem refusal = visit.route().access().refusal(identity);
      if (refusal != null) {
        return Future.failedFuture(refusal);
      }
      restraint.pass(visit);
      return Future.succeededFuture(visit);
    });
  }
}
