package io.sennit.mesh.stream;

import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;

/** A call of an operation that streams, as its caller has it. */
public final class OpenStream {
  private final Line line;
  private final WriteStream<Buffer> body;
  private final Promise<StreamReply> reply;

  OpenStream(Line line) {
    this.line = line;
    this.body = new ByteSink(line.out());
    this.reply = line.promise();
    line.whenAnswered(this::answered);
    line.whenOver()
        .onComplete(end -> reply.tryFail(end.cause() == null ? Line.over() : end.cause()));
  }

  private void answered(Reply head) {
    reply.tryComplete(new StreamReply(head.status(), head.headers(), new ByteSource(line.in())));
  }

  /** Where the body goes; it is to be ended, also when there is none. */
  public WriteStream<Buffer> body() {
    return body;
  }

  /** The answer, which may come before the body is whole. Its own body fails when it breaks off. */
  public Future<StreamReply> reply() {
    return reply.future();
  }

  /** Ends when all is done, and fails when it broke off. */
  public Future<Void> done() {
    return line.whenOver().mapEmpty();
  }

  /** Gives it up; the operation learns why. */
  public void abort(Problem why) {
    line.abort(why);
  }
}
