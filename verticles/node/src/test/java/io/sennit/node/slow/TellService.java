package io.sennit.node.slow;

import io.sennit.mesh.event.Event;
import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.event.Subscription;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.saga.Saga;
import io.sennit.mesh.saga.Step;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service that tells what it is told, and hears itself, unless it has been made deaf. */
public final class TellService implements Service {
  private static final String HEARD = "INSERT INTO heard (subject, number) VALUES ($1, $2)";
  private static final String LIST = "SELECT number FROM heard WHERE subject = $1 ORDER BY id";

  private final Set<String> deaf = new HashSet<>();
  private @Nullable ServiceContext context;

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("tell")
        .keepsData("db/tell")
        .operation(about("tell")
            .post("/tell/{subject}/{number}")
            .input(subject().required("number", Schema.integer()))
            .handledBy(this::tell))
        .operation(about("heard").get("/tell/{subject}").handledBy(this::heard))
        .operation(about("deafen").put("/tell/{subject}/deaf").handledBy(this::deafen))
        .operation(about("cure").delete("/tell/{subject}/deaf").handledBy(this::cure))
        .operation(about("whisper").post("/tell/{subject}/rumour").handledBy(this::whisper))
        // Nobody hears it, so its sagas wait until they are given up.
        .saga(Saga.named("rumour")
            .step(Step.named("spread")
                .to("tell")
                .command("rumour.spread")
                .done("rumour.heard")
                .within(Duration.ofMinutes(1))))
        .subscription(Subscription.group("ears")
            .from("tell")
            .on("tale.told", this::hear)
            .attempts(2, Duration.ofMillis(1), Duration.ofMillis(1)))
        .build();
  }

  private static Schema subject() {
    return Schema.object().required("subject", Schema.string());
  }

  private static Operation.Builder about(String name) {
    return Operation.named(name).access(Access.ANYONE).input(subject());
  }

  @Override
  public Future<Void> start(ServiceContext own) {
    context = own;
    return Future.succeededFuture();
  }

  private Future<Reply> tell(Call call) {
    NewEvent tale = NewEvent.of(
        "tale.told",
        call.input().getString("subject"),
        new JsonObject().put("number", call.input().getInteger("number")));
    return known()
        .store()
        .inTransaction(call, transaction -> known().events().append(transaction, tale))
        .map(Reply.noContent());
  }

  private Future<Reply> whisper(Call call) {
    String subject = call.input().getString("subject");
    return known()
        .store()
        .inTransaction(
            call,
            transaction -> known().sagas().start(transaction, "rumour", subject, call.input()))
        .map(Reply.noContent());
  }

  private Future<Void> hear(Event event, Transaction transaction) {
    return deaf.contains(event.subject())
        ? Future.failedFuture(new IllegalStateException("deaf on this ear"))
        : transaction
            .execute(HEARD, Tuple.of(event.subject(), event.data().getInteger("number")))
            .mapEmpty();
  }

  private Future<Reply> heard(Call call) {
    return known()
        .store()
        .read(call, LIST, Tuple.of(call.input().getString("subject")))
        .map(rows -> {
          JsonArray numbers = new JsonArray();
          rows.forEach(row -> numbers.add(row.getInteger(0)));
          return Reply.ok(new JsonObject().put("numbers", numbers));
        });
  }

  private Future<Reply> deafen(Call call) {
    deaf.add(call.input().getString("subject"));
    return Future.succeededFuture(Reply.noContent());
  }

  private Future<Reply> cure(Call call) {
    deaf.remove(call.input().getString("subject"));
    return Future.succeededFuture(Reply.noContent());
  }

  private ServiceContext known() {
    return Objects.requireNonNull(context);
  }
}
