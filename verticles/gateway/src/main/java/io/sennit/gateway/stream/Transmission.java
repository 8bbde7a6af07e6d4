package io.sennit.gateway.stream;

import io.sennit.gateway.respond.Responder;
import io.sennit.gateway.rules.Door;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.stream.OpenStream;
import io.sennit.mesh.stream.StreamReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** One request whose body goes to a service as it comes, and whose answer comes back so. */
final class Transmission {
  private static final long LINGER_MILLIS = 1_000;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final long NO_ERROR = 0;

  private final Vertx vertx;
  private final Visit visit;
  private final OpenStream stream;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Promise<Reply> done = Promise.promise();
  private long written;

  Transmission(Vertx vertx, Visit visit, OpenStream stream) {
    this.vertx = vertx;
    this.visit = visit;
    this.stream = stream;
    this.request = visit.request();
    this.response = visit.response();
  }

  Future<Reply> run(Door door) {
    // Runs after an answer that was written in full too, when the stream is over already.
    response.closeHandler(gone -> stream.abort(gone()));
    if (response.closed()) {
      stream.abort(gone());
    }
    Upload upload = new Upload(vertx, request, stream, door.bodyTime());
    upload.begin();
    stream
        .reply()
        .onSuccess(reply -> {
          upload.answered();
          answer(reply);
        })
        .onFailure(done::tryFail);
    return done.future().onComplete(end -> upload.stop());
  }

  private static Problem gone() {
    return Problem.of(Kind.CANCELLED, "The client went away.");
  }

  private void answer(StreamReply reply) {
    try {
      Responder.head(visit, reply.status(), reply.headers());
    } catch (RuntimeException unwritable) {
      stream.abort(Problem.of(Kind.CANCELLED, "The head of the answer cannot be written."));
      done.tryFail(unwritable);
      return;
    }
    if (HttpMethod.HEAD.equals(request.method())) {
      stream.abort(Problem.of(Kind.CANCELLED, "Nobody wants the body of this answer."));
      finish(response.end());
      return;
    }
    ReadStream<Buffer> body = reply.body();
    if (body == null || reply.status() == NO_CONTENT || reply.status() == NOT_MODIFIED) {
      discard(body);
      finish(response.end());
      return;
    }
    relay(reply, body);
  }

  /** HTTP has no place for it; the service is to end well nevertheless. */
  private static void discard(@Nullable ReadStream<Buffer> body) {
    if (body != null) {
      body.handler(bytes -> {});
    }
  }

  private void relay(StreamReply reply, ReadStream<Buffer> body) {
    String declared = reply.headers().get("content-length");
    if (declared == null) {
      response.setChunked(true);
    }
    response.exceptionHandler(this::fail);
    // The service may take its time with the first byte, and the client wants to know by then.
    response.writeHead().onFailure(this::fail);
    response.drainHandler(drained -> body.resume());
    body.exceptionHandler(this::fail);
    body.endHandler(end -> end(declared));
    body.handler(bytes -> write(body, bytes));
  }

  private void write(ReadStream<Buffer> body, Buffer bytes) {
    if (response.closed()) {
      return;
    }
    written += bytes.length();
    response.write(bytes).onFailure(this::fail);
    if (response.writeQueueFull()) {
      body.pause();
    }
  }

  private void end(@Nullable String declared) {
    if (declared != null && !declared.equals(Long.toString(written))) {
      fail(Problem.of(
          Kind.BROKEN_PROTOCOL,
          "The service announced " + declared + " bytes and sent " + written + "."));
      return;
    }
    finish(response.end());
  }

  private void finish(Future<Void> end) {
    boolean bodyIsLeft = !request.isEnded();
    end.onFailure(this::fail).onSuccess(v -> {
      if (bodyIsLeft) {
        dropRest();
      }
      done.tryComplete(new Reply(response.getStatusCode(), Pairs.EMPTY, Body.EMPTY));
    });
  }

  /**
   * The service has answered without wanting all of the body. What comes is read for a moment, for
   * a connection that is closed with bytes unread is reset before its client has the answer.
   */
  private void dropRest() {
    request
        .handler(rest -> {})
        .endHandler(v -> {})
        .exceptionHandler(failure -> {})
        .resume();
    vertx.setTimer(LINGER_MILLIS, timer -> {
      if (request.isEnded()) {
        return;
      }
      if (request.version() == HttpVersion.HTTP_2) {
        response.reset(NO_ERROR);
      } else {
        request.connection().close();
      }
    });
  }

  /** What else fails is the writing to the client. */
  private void fail(Throwable cause) {
    Problem why = cause instanceof Problem problem ? problem : gone();
    stream.abort(why);
    done.tryFail(why);
  }
}
