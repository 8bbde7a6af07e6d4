package io.sennit.mesh.stream;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs an operation that streams, and sends its answer. */
record HostedStream(StreamHandler handler) implements Hosted {
  private static final Logger log = LoggerFactory.getLogger(HostedStream.class);

  @Override
  public void begin(Line line, Call opening) {
    Call call = Hosted.started(line, opening);
    answer(call, new ByteSource(line.in()))
        .compose(reply -> send(line, reply))
        .onFailure(failure -> line.abort(answerable(call, failure)));
  }

  private Future<StreamReply> answer(Call call, ReadStream<Buffer> body) {
    try {
      @Nullable Future<StreamReply> reply = handler.handle(call, body);
      return reply == null ? Future.failedFuture(noReply()) : reply;
    } catch (RuntimeException | Error thrown) {
      // An error too, such as a class that a service's jar lacks: others share this event loop.
      return Future.failedFuture(thrown);
    }
  }

  private static Future<Void> send(Line line, @Nullable StreamReply reply) {
    if (reply == null) {
      return Future.failedFuture(noReply());
    }
    WriteStream<Buffer> sink = new ByteSink(line.out());
    line.out().head(reply.head());
    ReadStream<Buffer> body = reply.body();
    // A body that breaks off must not look like one that is whole.
    return body == null ? sink.end() : body.pipe().endOnFailure(false).to(sink);
  }

  private static IllegalStateException noReply() {
    return new IllegalStateException("the operation ended without a reply");
  }

  /** A defect is told in full to the log and in no detail to the caller. */
  private static Problem answerable(Call call, Throwable failure) {
    Throwable cause =
        failure instanceof Problem || failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof Problem problem) {
      return problem;
    }
    if (call.cancellation().isCancelled()) {
      return Line.over();
    }
    log.error(
        "{} failed while it streamed; trace {}", call.operation(), call.trace().traceId(), failure);
    return Problem.internal();
  }
}
