package io.sennit.gateway.trace;

import io.sennit.mesh.event.Event;
import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.event.Subscription;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Prints papers that it has asked itself for a proof of; they are read, reviewed and put away. */
final class Newsroom implements Service {
  /** Papers that cannot be printed. */
  final Set<String> banned = ConcurrentHashMap.newKeySet();

  /** Papers that are printed and read, and that nobody can review. */
  final Set<String> boring = ConcurrentHashMap.newKeySet();

  private @Nullable ServiceContext context;

  @Override
  public ServiceSpec spec() {
    Schema paper = Schema.object().required("paper", Schema.string());
    return ServiceSpec.named("newsroom")
        .keepsData("db/tales")
        .operation(Operation.named("print")
            .post("/paper/{paper}")
            .access(Access.ANYONE)
            .input(paper)
            .handledBy(this::print))
        .operation(Operation.named("proof")
            .access(Access.ANYONE)
            .idempotent()
            .input(paper)
            .handledBy(this::proof))
        .subscription(group("readers")
            .on(
                "paper.printed",
                (event, transaction) -> tell(
                    transaction, NewEvent.of("paper.read", event.subject(), new JsonObject()))))
        .subscription(group("critics").inBatches(this::review, "paper.read"))
        .subscription(
            group("archive").on("paper.reviewed", (event, transaction) -> Future.succeededFuture()))
        .build();
  }

  @Override
  public Future<Void> start(ServiceContext own) {
    context = own;
    return Future.succeededFuture();
  }

  private Future<Reply> print(Call call) {
    String paper = call.input().getString("paper");
    return context()
        .mesh()
        .handle(call.onward("newsroom.proof", new JsonObject().put("paper", paper)))
        .compose(proof -> context()
            .store()
            .inTransaction(
                call,
                transaction ->
                    tell(transaction, NewEvent.of("paper.printed", paper, new JsonObject()))))
        .map(Reply.noContent());
  }

  private Future<Reply> proof(Call call) {
    return banned.contains(call.input().getString("paper"))
        ? Future.failedFuture(Problem.refused("The press stands still.", Duration.ofSeconds(1)))
        : Future.succeededFuture(Reply.ok(new JsonObject()));
  }

  private Future<Void> review(List<Event> events, Transaction transaction) {
    Future<Void> done = Future.succeededFuture();
    for (Event event : events) {
      if (boring.contains(event.subject())) {
        return Future.failedFuture(Problem.invalid("paper", "is boring"));
      }
      NewEvent review = NewEvent.of("paper.reviewed", event.subject(), new JsonObject());
      done = done.compose(before -> tell(transaction, review.because(event)));
    }
    return done;
  }

  private static Subscription.Builder group(String name) {
    return Subscription.group(name).from("newsroom");
  }

  private Future<Void> tell(Transaction transaction, NewEvent event) {
    return context().events().append(transaction, event);
  }

  private ServiceContext context() {
    return Objects.requireNonNull(context);
  }
}
