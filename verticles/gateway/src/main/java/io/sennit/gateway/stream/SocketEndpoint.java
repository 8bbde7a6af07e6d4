package io.sennit.gateway.stream;

import io.sennit.gateway.cors.SocketOrigins;
import io.sennit.gateway.door.Silence;
import io.sennit.gateway.request.RequestReader;
import io.sennit.gateway.visit.Endpoint;
import io.sennit.gateway.visit.Forwarding;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.message.Transfer;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.stream.Socket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Leads to an operation that is a WebSocket. The service has it, and its rules are kept, before the
 * connection is upgraded; so whoever is refused gets an answer like everybody.
 */
public final class SocketEndpoint implements Endpoint {
  private static final int SWITCHING_PROTOCOLS = 101;

  private final Vertx vertx;
  private final Desks desks;
  private final Forwarding mesh;
  private final Transfer transfer;

  public SocketEndpoint(Vertx vertx, Desks desks, Forwarding mesh, Transfer transfer) {
    this.vertx = vertx;
    this.desks = desks;
    this.mesh = mesh;
    this.transfer = transfer;
  }

  @Override
  public Future<Reply> serve(Visit visit) {
    Problem refusal = refusal(visit);
    if (refusal != null) {
      return Future.failedFuture(refusal);
    }
    // Until the upgrade, which reads the request to its end.
    visit.request().pause();
    Silence.allow(visit.request(), Conversation.LONGEST_SILENCE);
    Call call = RequestReader.opening(visit, 0);
    return desks
        .here()
        .openSocket(opening -> mesh.forward(visit, opening), call, transfer)
        .compose(socket -> upgrade(visit, socket));
  }

  private @Nullable Problem refusal(Visit visit) {
    Problem notOne = Handshake.refusal(visit);
    if (notOne != null) {
      return notOne;
    }
    Problem foreign = SocketOrigins.refusal(visit);
    if (foreign != null) {
      return foreign;
    }
    return desks.isDraining()
        ? Problem.refused("The gateway is shutting down.", Duration.ofSeconds(1))
        : null;
  }

  private Future<Reply> upgrade(Visit visit, Socket socket) {
    visit.response().putHeader("traceparent", visit.trace().traceparent());
    if (!socket.subprotocol().isEmpty()) {
      visit.response().putHeader("sec-websocket-protocol", socket.subprotocol());
    }
    return visit
        .request()
        .toWebSocket()
        .map(client -> {
          new Conversation(vertx, client, socket, transfer.longestBody()).begin();
          return new Reply(SWITCHING_PROTOCOLS, Pairs.EMPTY, Body.EMPTY);
        })
        .onFailure(notUpgraded ->
            socket.abort(Problem.of(Kind.CANCELLED, "The client went away before the upgrade.")));
  }
}
