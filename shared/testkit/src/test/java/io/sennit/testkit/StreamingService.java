package io.sennit.testkit;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.stream.Close;
import io.sennit.mesh.stream.Socket;
import io.sennit.mesh.stream.StreamReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A service that streams in all the ways that a test wants to see. */
final class StreamingService implements Service {
  static final long LONGEST = 64L << 20;

  final AtomicInteger runs = new AtomicInteger();
  final AtomicInteger cancelled = new AtomicInteger();
  final AtomicLong read = new AtomicLong();
  final List<Chunks> made = new CopyOnWriteArrayList<>();
  final List<Close> closed = new CopyOnWriteArrayList<>();
  final List<Throwable> broken = new CopyOnWriteArrayList<>();
  private @Nullable Vertx vertx;

  @Override
  public ServiceSpec spec() {
    Schema bytes = Schema.object().required("bytes", Schema.integer().range(0, 1L << 40));
    return ServiceSpec.named("streaming")
        .operation(anyone("upload").longestBody(LONGEST).streams(this::upload))
        .operation(anyone("stuck").streams(this::stuck))
        .operation(anyone("download").input(bytes).streams(this::download))
        .operation(anyone("echo")
            .streams((call, body) ->
                Future.succeededFuture(StreamReply.ok("application/octet-stream", body))))
        .operation(anyone("refuse").streams((call, body) -> {
          throw Problem.of(Kind.CONFLICT, "not now");
        }))
        .operation(anyone("crash").streams((call, body) -> {
          throw new IllegalStateException("the inside of a service");
        }))
        .operation(anyone("idle").idle(Duration.ofMillis(400)).streams(this::stuck))
        .operation(Operation.named("members").access(Access.AUTHENTICATED).streams(this::upload))
        .operation(anyone("talk").webSocket("/talk", this::talk).longestBody(100_000))
        .operation(anyone("silent").webSocket("/silent", this::silent))
        .build();
  }

  private static Operation.Builder anyone(String name) {
    return Operation.named(name).access(Access.ANYONE);
  }

  @Override
  public Future<Void> start(ServiceContext context) {
    vertx = context.vertx();
    return Future.succeededFuture();
  }

  private void watch(Call call) {
    runs.incrementAndGet();
    call.cancellation().onCancel(cancelled::incrementAndGet);
  }

  private Future<StreamReply> upload(Call call, ReadStream<Buffer> body) {
    watch(call);
    Promise<StreamReply> reply = Promise.promise();
    AtomicLong wrong = new AtomicLong();
    AtomicLong own = new AtomicLong();
    body.exceptionHandler(failure -> {
      broken.add(failure);
      reply.tryFail(failure);
    });
    body.handler(bytes -> {
      long from = own.getAndAdd(bytes.length());
      read.addAndGet(bytes.length());
      if (!bytes.equals(Chunks.bytes(from, bytes.length()))) {
        wrong.incrementAndGet();
      }
    });
    body.endHandler(end -> reply.complete(StreamReply.of(Reply.ok(new JsonObject()
        .put("bytes", own.get())
        .put("wrong", wrong.get())
        .put("type", call.headers().get("content-type"))))));
    return reply.future();
  }

  /** Takes one piece of the body, answers, and reads no more. */
  private Future<StreamReply> stuck(Call call, ReadStream<Buffer> body) {
    watch(call);
    body.exceptionHandler(broken::add);
    body.handler(bytes -> {
      read.addAndGet(bytes.length());
      body.pause();
    });
    return Promise.<StreamReply>promise().future();
  }

  private Future<StreamReply> download(Call call, ReadStream<Buffer> body) {
    watch(call);
    Chunks chunks = Chunks.of(Objects.requireNonNull(vertx), call.input().getLong("bytes"));
    made.add(chunks);
    return Future.succeededFuture(StreamReply.ok("application/octet-stream", chunks));
  }

  private void talk(Call call, Socket socket) {
    watch(call);
    socket.onText(text -> {
      switch (text) {
        case "close" -> socket.close(new Close(4001, "as you like"));
        case "crash" -> throw new IllegalStateException("the inside of a service");
        default -> socket.sendText("heard " + text);
      }
    });
    socket.onBinary(socket::sendBinary);
    socket.onClose(closed::add);
  }

  /** Reads nothing that is sent to it. */
  private void silent(Call call, Socket socket) {
    watch(call);
    socket.onText(text -> socket.pause());
    socket.onClose(closed::add);
  }
}
