package io.sennit.mesh.stream;

import io.sennit.mesh.message.Call;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * An operation whose bodies are streams: it reads what comes in at its own pace, and answers when
 * it likes, before all of it has come or after.
 *
 * <p>The call's cancellation tells when the other side went away. A failure becomes the answer, or
 * where that has begun already, breaks it off.
 */
@FunctionalInterface
public interface StreamHandler {
  Future<StreamReply> handle(Call call, ReadStream<Buffer> body);
}
