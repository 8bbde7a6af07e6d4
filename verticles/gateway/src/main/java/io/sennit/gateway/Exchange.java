package io.sennit.gateway;

import io.sennit.gateway.cors.Cors;
import io.sennit.gateway.request.Hosts;
import io.sennit.gateway.request.Leftover;
import io.sennit.gateway.respond.Answers;
import io.sennit.gateway.respond.Responder;
import io.sennit.gateway.route.RouteTable;
import io.sennit.gateway.route.RouteTable.Match;
import io.sennit.gateway.route.Routes;
import io.sennit.gateway.rules.CorsRules;
import io.sennit.gateway.visit.Ending;
import io.sennit.gateway.visit.Target;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of a request through the gateway. */
final class Exchange {
  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  private final Vertx vertx;
  private final Entrance entrance;
  private final Routes routes;
  private final Answers answers;
  private final List<Ending> endings;

  Exchange(Vertx vertx, Entrance entrance, Routes routes, Answers answers, List<Ending> endings) {
    this.vertx = vertx;
    this.entrance = entrance;
    this.routes = routes;
    this.answers = answers;
    this.endings = List.copyOf(endings);
  }

  /** Feels how busy the event loop is that this runs on. */
  void watch() {
    entrance.watch(vertx);
  }

  void run(HttpServerRequest request) {
    answers.begin(request.response());
    if (asksWhetherAnybodyIsHere(request)) {
      request.response().setStatusCode(204).end();
      return;
    }
    Visit visit = Visit.begin(request);
    Future<Reply> outcome;
    try {
      outcome = answer(visit);
    } catch (RuntimeException thrown) {
      // Even a defect is answered: a client without an answer waits.
      outcome = Future.failedFuture(thrown);
    }
    outcome
        .compose(reply -> answers.write(visit, reply))
        .otherwise(failure -> refuse(visit, failure))
        .onSuccess(status -> ended(visit, status));
  }

  private void ended(Visit visit, int status) {
    long nanos = System.nanoTime() - visit.startedNanos();
    for (int i = 0; i < endings.size(); i++) {
      endings.get(i).ended(visit, status, nanos);
    }
  }

  /** What never became a request that could be read. */
  void refuse(HttpServerRequest request, Problem problem) {
    answers.begin(request.response());
    Responder.problem(Visit.begin(request), problem);
  }

  private Future<Reply> answer(Visit visit) {
    HttpServerRequest request = visit.request();
    String path = entrance.path(request);
    RouteTable table = routes.current();
    String host = table.knowsHosts() ? Hosts.of(request) : "";
    Match match = table.match(request.method().name(), host, path);
    if (Cors.isPreflight(request) && leadsAnywhere(match)) {
      Function<String, Match> ofMethod = method -> table.match(method, host, path);
      entrance.preflight(visit, ofMethod.apply(Cors.methodOf(request)).target());
      Cors.preflight(request, rules(request, match, ofMethod));
      return Future.succeededFuture(allowed(match));
    }
    Target target = match.target();
    answers.open(request, target);
    if (target != null) {
      visit.found(target, match.values());
    }
    entrance.enter(visit);
    if (target != null) {
      return entrance.admit(visit).compose(admitted -> target.endpoint().serve(admitted));
    }
    boolean asksWhatIsAllowed = HttpMethod.OPTIONS.equals(request.method());
    return asksWhatIsAllowed && !match.methods().isEmpty()
        ? Future.succeededFuture(allowed(match))
        : Future.failedFuture(notRouted(visit, match));
  }

  private int refuse(Visit visit, Throwable failure) {
    Leftover.discard(vertx, visit.request());
    Problem problem = problem(failure, visit);
    visit.refused(problem);
    return Responder.problem(visit, problem);
  }

  private static boolean leadsAnywhere(Match match) {
    return match.target() != null || !match.methods().isEmpty();
  }

  /** A path that takes OPTIONS itself does not say what else it takes. */
  private static Map<String, CorsRules> rules(
      HttpServerRequest request, Match match, Function<String, Match> ofMethod) {
    Set<String> methods = new TreeSet<>(match.methods());
    methods.add(Cors.methodOf(request));
    Map<String, CorsRules> rules = new TreeMap<>();
    for (String method : methods) {
      Target target = ofMethod.apply(method).target();
      if (target != null) {
        rules.put(method, target.rules().cors());
      }
    }
    return rules;
  }

  private static Reply allowed(Match match) {
    return match.methods().isEmpty()
        ? Reply.noContent()
        : Reply.noContent().with("allow", String.join(", ", match.methods()));
  }

  /** OPTIONS * is HTTP's own ping: it is answered for the server, and no path of it is meant. */
  private static boolean asksWhetherAnybodyIsHere(HttpServerRequest request) {
    return HttpMethod.OPTIONS.equals(request.method()) && "*".equals(request.uri());
  }

  private static Problem notRouted(Visit visit, Match match) {
    if (match.methods().isEmpty()) {
      return Problem.of(Kind.NOT_FOUND, "No service offers this path.");
    }
    visit.response().putHeader("allow", String.join(", ", match.methods()));
    return Problem.of(
        Kind.METHOD_NOT_ALLOWED, "This path takes " + String.join(", ", match.methods()) + ".");
  }

  private static Problem problem(@Nullable Throwable failure, Visit visit) {
    if (failure instanceof Problem known) {
      return known;
    }
    log.error(
        "A request failed in the gateway and its client got 500; trace {}",
        visit.trace().traceId(),
        failure);
    return Problem.internal();
  }
}
