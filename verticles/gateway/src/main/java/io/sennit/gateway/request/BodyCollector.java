package io.sennit.gateway.request;

import io.sennit.gateway.rules.Door;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes a request's body, up to a size and within a time. */
public final class BodyCollector {
  private static final Buffer NOTHING = Buffer.buffer(0);

  private final int longest;
  private final Promise<Buffer> whole = Promise.promise();
  private final Buffer received = Buffer.buffer();

  private BodyCollector(int longest) {
    this.longest = longest;
  }

  static Future<Buffer> collect(Vertx vertx, HttpServerRequest request, Door door) {
    if (hasNone(request)) {
      return Future.succeededFuture(NOTHING);
    }
    Problem refusal = refusal(request, door.longestBody());
    if (refusal != null) {
      return Future.failedFuture(refusal);
    }
    BodyCollector collector = new BodyCollector(door.longestBody());
    long timer = vertx.setTimer(
        door.bodyTime().toMillis(),
        t -> collector.whole.tryFail(Problem.of(
            Kind.MALFORMED, "The body did not arrive in " + door.bodyTime().toSeconds() + " s.")));
    request.handler(collector::take);
    request.endHandler(v -> collector.whole.tryComplete(collector.received));
    request.exceptionHandler(failure -> collector.whole.tryFail(interrupted(failure)));
    request.resume();
    return collector.whole.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private void take(Buffer chunk) {
    if (received.length() + chunk.length() > longest) {
      whole.tryFail(tooLarge(longest));
    } else {
      received.appendBuffer(chunk);
    }
  }

  /**
   * HTTP/1.1 says in the head whether a body follows; HTTP/2 only by its last frame, but nobody
   * sends one with GET.
   */
  public static boolean hasNone(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      return HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
    }
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return (length == null || length.equals("0"))
        && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
  }

  /**
   * What went wrong with a body is its sender's doing: it broke off, or it is not what HTTP has.
   */
  private static Problem interrupted(Throwable failure) {
    return failure instanceof IOException
        ? Problem.of(Kind.CANCELLED, "The client went away before its body was whole.")
        : Problem.of(Kind.MALFORMED, "The body is not encoded as HTTP has it.");
  }

  private static boolean exceeds(String declared, long longest) {
    // The decoder has refused what is no number.
    return declared.length() > 18 || Long.parseLong(declared.strip()) > longest;
  }

  /** Refuses a body that says itself that it is too large, before any of it is read. */
  static @Nullable Problem refusal(HttpServerRequest request, long longest) {
    String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return declared != null && exceeds(declared, longest) ? tooLarge(longest) : null;
  }

  private static Problem tooLarge(long longest) {
    return Problem.of(Kind.BODY_TOO_LARGE, "The body may have " + longest + " bytes at most.");
  }
}
