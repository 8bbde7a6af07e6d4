package io.sennit.gateway.stream;

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
import io.sennit.testkit.Chunks;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Takes files, gives files, and talks. */
final class FilingService implements Service {
  static final long LONGEST = 64L << 20;

  final AtomicInteger cancelled = new AtomicInteger();
  final AtomicInteger talks = new AtomicInteger();
  final AtomicLong read = new AtomicLong();
  final AtomicLong flooded = new AtomicLong();
  final AtomicInteger full = new AtomicInteger();
  final List<Chunks> made = new CopyOnWriteArrayList<>();
  final List<Close> closed = new CopyOnWriteArrayList<>();
  private Vertx vertx;

  @Override
  public ServiceSpec spec() {
    Schema id = Schema.object().required("id", Schema.string());
    Schema bytes = Schema.object().required("bytes", Schema.integer().range(0, 1L << 40));
    return ServiceSpec.named("filing")
        .operation(
            anyone("upload").put("/file/{id}").input(id).longestBody(LONGEST).streams(this::upload))
        .operation(anyone("small").post("/small").longestBody(1_000).streams(this::upload))
        .operation(anyone("download").get("/file").input(bytes).streams(this::download))
        .operation(anyone("late").get("/late").idle(Duration.ofHours(1)).streams(this::late))
        .operation(anyone("broken").get("/broken").streams(this::broken))
        .operation(anyone("short").get("/short").streams(this::tooShort))
        .operation(anyone("hasty")
            .post("/hasty")
            .streams((call, body) ->
                Future.succeededFuture(StreamReply.of(Reply.accepted(new JsonObject())))))
        .operation(anyone("echo")
            .post("/echo")
            .streams((call, body) ->
                Future.succeededFuture(StreamReply.ok("application/octet-stream", body))))
        .operation(anyone("few")
            .post("/few")
            .input(Schema.map(Schema.string()))
            .longestBody(10)
            .handledBy(call -> Future.succeededFuture(Reply.noContent())))
        .operation(anyone("many")
            .post("/many")
            .input(Schema.map(Schema.string()))
            .longestBody(3 << 20)
            .handledBy(call -> Future.succeededFuture(Reply.noContent())))
        .operation(
            anyone("talk").webSocket("/talk/{id}", this::talk).input(id).longestBody(100_000))
        .operation(anyone("flood").webSocket("/flood", this::flood))
        .operation(anyone("versions").webSocket("/versions", this::tell, "talk.v2", "talk.v1"))
        .operation(Operation.named("members")
            .access(Access.AUTHENTICATED)
            .webSocket("/members", this::talk))
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

  private Future<StreamReply> upload(Call call, ReadStream<Buffer> body) {
    call.cancellation().onCancel(cancelled::incrementAndGet);
    Promise<StreamReply> reply = Promise.promise();
    AtomicLong own = new AtomicLong();
    AtomicLong wrong = new AtomicLong();
    body.exceptionHandler(reply::tryFail);
    body.handler(bytes -> {
      read.addAndGet(bytes.length());
      if (!bytes.equals(Chunks.bytes(own.getAndAdd(bytes.length()), bytes.length()))) {
        wrong.incrementAndGet();
      }
    });
    body.endHandler(end -> reply.tryComplete(StreamReply.of(Reply.created(
        "/file/1",
        new JsonObject()
            .put("bytes", own.get())
            .put("wrong", wrong.get())
            .put("id", call.input().getString("id"))
            .put("type", call.headers().get("content-type"))))));
    return reply.future();
  }

  private Future<StreamReply> download(Call call, ReadStream<Buffer> body) {
    call.cancellation().onCancel(cancelled::incrementAndGet);
    Chunks chunks = Chunks.of(vertx, call.input().getLong("bytes"));
    made.add(chunks);
    return Future.succeededFuture(
        StreamReply.ok("application/octet-stream", chunks).with("etag", "\"1\""));
  }

  /** Takes its time before anything comes. */
  private Future<StreamReply> late(Call call, ReadStream<Buffer> body) {
    return vertx
        .timer(3_000)
        .map(go -> StreamReply.ok("application/octet-stream", Chunks.of(vertx, 10)));
  }

  /** Sends some, and then fails. */
  private Future<StreamReply> broken(Call call, ReadStream<Buffer> body) {
    Promise<Void> later = Promise.promise();
    vertx.setTimer(50, timer -> later.fail(Problem.of(Kind.CONFLICT, "too late to say")));
    return Future.succeededFuture(
        StreamReply.ok("text/plain", new Failing(Buffer.buffer("some"), later.future())));
  }

  /** Announces more than it sends. */
  private Future<StreamReply> tooShort(Call call, ReadStream<Buffer> body) {
    return Future.succeededFuture(
        StreamReply.ok("text/plain", Chunks.of(vertx, 10)).with("content-length", "20"));
  }

  private void tell(Call call, Socket socket) {
    socket.sendText("speaks '" + socket.subprotocol() + "'");
  }

  private void talk(Call call, Socket socket) {
    talks.incrementAndGet();
    socket.onText(text -> {
      if (text.equals("close")) {
        socket.close(new Close(4001, "as you like"));
      } else {
        socket.sendText(call.input().getString("id") + " heard " + text);
      }
    });
    socket.onBinary(socket::sendBinary);
    socket.onClose(closed::add);
  }

  /** Sends as much as it can. */
  private void flood(Call call, Socket socket) {
    socket.onClose(closed::add);
    socket.onDrain(v -> pour(socket));
    pour(socket);
  }

  private void pour(Socket socket) {
    while (!socket.isFull() && flooded.get() < LONGEST) {
      socket.sendBinary(Buffer.buffer(new byte[32 * 1024])).onFailure(over -> flooded.set(LONGEST));
      flooded.addAndGet(32 * 1024);
    }
    full.incrementAndGet();
  }
}
