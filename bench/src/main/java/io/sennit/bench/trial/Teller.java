package io.sennit.bench.trial;

import io.sennit.mesh.event.NewEvent;
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
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells numbered events of subjects, in transactions that take their time and may be undone. */
final class Teller implements Service {
  static final String NAME = "teller";
  static final String TOLD = "number.told";

  private static final String NUMBER = """
      INSERT INTO subject AS known (name, number) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET number = known.number + excluded.number
      RETURNING number
      """;

  private @Nullable ServiceContext context;

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named(NAME)
        .keepsData("db/trial/teller")
        .operation(Operation.named("tell")
            .access(Access.ANYONE)
            .input(Schema.object()
                .required("subjects", Schema.array(Schema.string()))
                .required("events", Schema.integer())
                .required("millis", Schema.integer())
                .required("undo", Schema.bool()))
            .handledBy(this::tell))
        .build();
  }

  @Override
  public Future<Void> start(ServiceContext own) {
    context = own;
    return Future.succeededFuture();
  }

  /** Answers the last number that it has told of each subject. */
  private Future<Reply> tell(Call call) {
    JsonObject last = new JsonObject();
    return known()
        .store()
        .inTransaction(call, tx -> tell(tx, call.input(), last))
        .map(told -> Reply.ok(last));
  }

  private Future<Void> tell(Transaction tx, JsonObject input, JsonObject last) {
    JsonArray subjects = input.getJsonArray("subjects");
    int millis = input.getInteger("millis");
    Future<Void> told = Future.succeededFuture();
    for (int i = 0; i < subjects.size(); i++) {
      String subject = subjects.getString(i);
      told = told.compose(before -> tell(tx, subject, input.getInteger("events"), last))
          .compose(drawn -> millis == 0
              ? Future.succeededFuture()
              : known().vertx().timer(millis).mapEmpty());
    }
    return told.compose(all -> input.getBoolean("undo")
        ? Future.failedFuture(Problem.of(Kind.CONFLICT, "Undone on purpose."))
        : Future.succeededFuture());
  }

  private Future<Void> tell(Transaction tx, String subject, int count, JsonObject last) {
    return tx.execute(NUMBER, Tuple.of(subject, count)).compose(rows -> {
      int highest = rows.iterator().next().getInteger(0);
      last.put(subject, highest);
      List<NewEvent> events = IntStream.rangeClosed(highest - count + 1, highest)
          .mapToObj(n -> NewEvent.of(TOLD, subject, new JsonObject().put("number", n)))
          .toList();
      return known().events().append(tx, events);
    });
  }

  private ServiceContext known() {
    return Objects.requireNonNull(context);
  }
}
