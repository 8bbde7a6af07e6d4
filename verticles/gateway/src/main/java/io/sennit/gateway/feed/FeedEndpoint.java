package io.sennit.gateway.feed;

import io.sennit.gateway.door.Silence;
import io.sennit.gateway.feed.EventStream.Terms;
import io.sennit.gateway.route.OwnRoute;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.visit.Endpoint;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.directory.Documentation;
import io.sennit.mesh.directory.OperationDescription;
import io.sennit.mesh.directory.OperationDescription.Route;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.Transfer;
import io.sennit.mesh.problem.FieldError;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.ContextInternal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** {@code GET /events} as HTTP has it. */
public final class FeedEndpoint implements Endpoint {
  private static final OperationDescription OPERATION = new OperationDescription(
      "events",
      new Route("GET", "/events"),
      Access.AUTHENTICATED,
      Wish.SCHEMA,
      Repeatable.ALWAYS,
      Transfer.STREAM,
      new Documentation("Events as they happen (text/event-stream)", List.of()));

  private static final Pairs HEADERS = Pairs.of(
      "content-type", "text/event-stream", "cache-control", "no-store", "x-accel-buffering", "no");
  private static final int SOONEST_RETRY_MILLIS = 1_000;

  private final Feed feed;
  private final Function<Visit, Future<Identity>> identification;

  /** @param identification tells anew who has sent a request */
  public FeedEndpoint(Feed feed, Function<Visit, Future<Identity>> identification) {
    this.feed = feed;
    this.identification = identification;
  }

  /** The route of requests for the events. */
  public OwnRoute route(GatewayRules rules) {
    return OwnRoute.of("gateway", OPERATION, rules, this);
  }

  @Override
  public Future<Reply> serve(Visit visit) {
    HttpServerRequest request = visit.request();
    Terms terms = terms(visit, query(request));
    if (HttpMethod.HEAD.equals(request.method())) {
      return Future.succeededFuture(new Reply(200, HEADERS, Body.EMPTY));
    }
    ContextInternal here = (ContextInternal) feed.scene().vertx().getOrCreateContext();
    Promise<Reply> begun = here.promise();
    feed.scene()
        .run(() -> feed.admit(terms)
            .onFailure(begun::fail)
            .onSuccess(admitted -> here.runOnContext(go -> {
              try {
                begin(visit, terms, here);
                begun.complete(Reply.noContent());
              } catch (RuntimeException gone) {
                feed.scene().run(() -> feed.free(terms.identity().subject()));
                begun.fail(gone);
              }
            })));
    return begun.future();
  }

  private static MultiMap query(HttpServerRequest request) {
    try {
      return request.params();
    } catch (IllegalArgumentException malformed) {
      throw Problem.of(Kind.MALFORMED, "The query is not percent-encoded as RFC 3986 has it.");
    }
  }

  private Terms terms(Visit visit, MultiMap query) {
    Wish wish = Wish.of(query);
    String id = visit.request().getHeader("last-event-id");
    // A client that comes again repeats its query, and its header is the newer of the two.
    String last = id == null || id.isEmpty() ? query.get("lastEventId") : id;
    if (last != null && !last.isEmpty()) {
      Cursor cursor = Cursor.parse(last);
      return new Terms(visit.identity(), wish, cursor, cursor.since());
    }
    requireKnown(wish);
    Instant from = wish.from();
    Instant begin = from == null ? feed.scene().clock().instant() : from;
    return new Terms(visit.identity(), wish, Cursor.beginning(begin), from);
  }

  /** Who comes for the first time may have mistyped; who comes again waits for what was there. */
  private void requireKnown(Wish wish) {
    Set<String> known = Set.copyOf(feed.scene().logs().services());
    for (String service : wish.services()) {
      if (!known.contains(service)) {
        throw Problem.invalid(
            "No service '" + service + "' has events; these have: " + String.join(", ", known),
            List.of(new FieldError("source", "names no service that has events")));
      }
    }
  }

  private void begin(Visit visit, Terms terms, ContextInternal here) {
    HttpServerRequest request = visit.request();
    HttpServerResponse response = visit.response();
    if (response.closed()) {
      throw Problem.of(Kind.CANCELLED, "The client went away before its stream began.");
    }
    for (int i = 0; i < HEADERS.size(); i++) {
      response.putHeader(HEADERS.name(i), HEADERS.value(i));
    }
    response.putHeader("traceparent", visit.trace().traceparent());
    Silence.allow(request, feed.scene().rules().heartbeat().multipliedBy(2));
    if (request.version() != HttpVersion.HTTP_2) {
      response.setChunked(true);
    }
    Connection connection = new Connection(feed.scene(), here, response);
    // Paused, the connection would not be read, and nobody would see that it was closed.
    request.exceptionHandler(failure -> connection.lost()).resume();
    response.exceptionHandler(failure -> connection.lost()).closeHandler(gone -> connection.lost());
    response.write("retry: " + retryMillis() + "\n\n");
    feed.scene().run(() -> feed.start(terms, connection, () -> anew(here, visit)));
  }

  /** Not all at the same moment, when a gateway goes. */
  private static int retryMillis() {
    return ThreadLocalRandom.current().nextInt(SOONEST_RETRY_MILLIS, 2 * SOONEST_RETRY_MILLIS);
  }

  private Future<Identity> anew(ContextInternal here, Visit visit) {
    Promise<Identity> identity = here.promise();
    here.runOnContext(go -> {
      try {
        identification.apply(visit).onComplete(identity::handle);
      } catch (RuntimeException refused) {
        identity.fail(refused);
      }
    });
    return identity.future();
  }
}
