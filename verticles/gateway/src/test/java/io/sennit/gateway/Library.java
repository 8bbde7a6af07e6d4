package io.sennit.gateway;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A service that answers what its test has it answer, and counts how often it was asked. */
final class Library implements Service {
  final AtomicInteger asked = new AtomicInteger();
  volatile Function<Call, Future<Reply>> reading = call -> answer();
  volatile Function<Call, Future<Reply>> writing =
      call -> Future.succeededFuture(Reply.noContent());

  @Override
  public ServiceSpec spec() {
    Schema book = Schema.object()
        .required("id", Schema.string())
        .optional("q", Schema.string())
        .optional("r", Schema.string());
    return ServiceSpec.named("library")
        .operation(Operation.named("read")
            .get("/book/{id}")
            .access(Access.ANYONE)
            .input(book)
            .handledBy(this::read))
        .operation(Operation.named("write")
            .put("/book/{isbn}")
            .access(Access.ANYONE)
            .input(Schema.object().required("isbn", Schema.string()))
            .handledBy(call -> writing.apply(call)))
        .operation(Operation.named("lend")
            .post("/loan")
            .access(Access.ANYONE)
            .handledBy(call -> writing.apply(call)))
        .operation(Operation.named("shelves")
            .get("/shelf/{id}")
            .access(Access.ANYONE)
            .input(book)
            .handledBy(this::read))
        .build();
  }

  private Future<Reply> read(Call call) {
    asked.incrementAndGet();
    return reading.apply(call);
  }

  /** From now on it reads this. */
  void reads(Reply reply) {
    reading = call -> Future.succeededFuture(reply);
  }

  /** An answer that can be told from all others. */
  Future<Reply> answer() {
    return Future.succeededFuture(text("answer " + asked.get()));
  }

  static Reply text(String text) {
    return Reply.ok(new JsonObject().put("text", text));
  }

  /** An answer with this text and these header fields. */
  static Reply text(String text, String... headers) {
    Reply reply = text(text);
    for (int i = 0; i < headers.length; i += 2) {
      reply = reply.with(headers[i], headers[i + 1]);
    }
    return reply;
  }
}
