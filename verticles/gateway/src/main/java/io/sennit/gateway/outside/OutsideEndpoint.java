package io.sennit.gateway.outside;

import io.sennit.gateway.auth.Vouching;
import io.sennit.gateway.cors.SocketOrigins;
import io.sennit.gateway.request.BodyCollector;
import io.sennit.gateway.rules.Outside;
import io.sennit.gateway.visit.Endpoint;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.client.OutsideService;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Leads to a service outside of the mesh. */
public final class OutsideEndpoint implements Endpoint {
  private final Border border;
  private final Vouching vouching;
  private final Rewriting rewriting;
  private final OutsideService guarded;
  private final HttpClient http;

  OutsideEndpoint(
      Border border,
      Vouching vouching,
      Rewriting rewriting,
      OutsideService guarded,
      HttpClient http) {
    this.border = border;
    this.vouching = vouching;
    this.rewriting = rewriting;
    this.guarded = guarded;
    this.http = http;
  }

  @Override
  public Future<Reply> serve(Visit visit) {
    HttpServerRequest request = visit.request();
    Problem foreign = request.canUpgradeToWebSocket() ? SocketOrigins.refusal(visit) : null;
    if (foreign != null) {
      return Future.failedFuture(foreign);
    }
    boolean hasBody = !BodyCollector.hasNone(request);
    if (hasBody) {
      // It waits until an instance is there to take it.
      request.pause();
    }
    Outside service = border.service();
    Future<@Nullable String> identity = service.knowsCaller()
        ? vouching.token(visit.identity(), service.name())
        : Future.succeededFuture(null);
    if (!identity.isComplete()) {
      request.pause();
    }
    return identity.compose(token -> serve(visit, hasBody, token));
  }

  private Future<Reply> serve(Visit visit, boolean hasBody, @Nullable String identity) {
    Cancellation cancellation = new Cancellation();
    visit.response().closeHandler(gone -> cancellation.cancel());
    Pairs headers = identity == null ? Pairs.EMPTY : Pairs.of(Vouching.HEADER, identity);
    Envelope envelope = new Envelope(
        visit.deadline(),
        visit.identity(),
        visit.trace(),
        headers,
        cancellation,
        visit.route().rules().priority(visit.request().method().name()));
    Call call = new Call(visit.route().operation(), Pairs.EMPTY, Body.EMPTY, envelope);
    Passage passage = new Passage(visit, border, rewriting.target(visit), http, hasBody);
    return guarded.handle(
        call, passage.mayBeRepeated() ? Repeatable.ALWAYS : Repeatable.NEVER, passage::attempt);
  }
}
