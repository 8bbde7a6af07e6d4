package io.sennit.mesh.stream;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an operation that streams: status and headers at once, and a body as it comes.
 *
 * @param body null where the answer has none
 */
public record StreamReply(
    int status, Pairs headers, @Nullable ReadStream<Buffer> body) {

  /** An answer that is whole already. */
  public static StreamReply of(Reply reply) {
    Buffer bytes = reply.body().bytes();
    if (bytes.length() == 0) {
      return new StreamReply(reply.status(), reply.headers(), null);
    }
    Reply described = reply.headers().get("content-type") == null
        ? reply.with("content-type", "application/json")
        : reply;
    return new StreamReply(
        reply.status(),
        described.with("content-length", Integer.toString(bytes.length())).headers(),
        new WholeBody(bytes));
  }

  /** A body of this type that comes as it comes. */
  public static StreamReply ok(String contentType, ReadStream<Buffer> body) {
    return new StreamReply(200, Pairs.of("content-type", contentType), body);
  }

  public StreamReply with(String header, String value) {
    return new StreamReply(status, headers.with(header, value), body);
  }

  Reply head() {
    return new Reply(status, headers, Body.EMPTY);
  }
}
