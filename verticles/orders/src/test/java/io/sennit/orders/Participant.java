package io.sennit.orders;

import io.sennit.contracts.Payment;
import io.sennit.contracts.Stock;
import io.sennit.mesh.event.Event;
import io.sennit.mesh.event.EventHandler;
import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.event.Subscription;
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
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands for the products or the payments: answers orders' commands as a test says. */
final class Participant implements Service {
  static final JsonObject PRICE = new JsonObject().put("amount", 250).put("currency", "EUR");

  private final String name;
  private final Desk desk;
  private final Function<String, @Nullable Integer> prices;
  private @Nullable ServiceContext context;

  /** @param prices null for what is not sold, negative when nobody answers */
  Participant(String name, Desk desk, Function<String, @Nullable Integer> prices) {
    this.name = name;
    this.desk = desk;
    this.prices = prices;
  }

  @Override
  public ServiceSpec spec() {
    EventHandler handler = this::answer;
    return ServiceSpec.named(name)
        .keepsData("db/desk")
        .operation(Operation.named("prices")
            .access(Access.AUTHENTICATED)
            .input(Schema.object().required("ids", Schema.array(Schema.string())))
            .idempotent()
            .handledBy(this::prices))
        .subscription(Subscription.group("desk")
            .from("orders")
            .on(name.equals("products") ? "stock.*" : "payment.*", handler))
        .build();
  }

  @Override
  public Future<Void> start(ServiceContext own) {
    context = own;
    return Future.succeededFuture();
  }

  private Future<Reply> prices(Call call) {
    JsonArray items = new JsonArray();
    for (Object id : call.input().getJsonArray("ids")) {
      Integer price = prices.apply(id.toString());
      if (price != null && price < 0) {
        return Future.failedFuture(Problem.of(Kind.UNAVAILABLE, "nobody is at the desk"));
      }
      if (price != null) {
        items.add(new JsonObject()
            .put("id", id)
            .put("name", "product " + id.toString().substring(34))
            .put("price", PRICE.copy().put("amount", price)));
      }
    }
    return Future.succeededFuture(Reply.ok(new JsonObject().put("items", items)));
  }

  private Future<Void> answer(Event command, Transaction transaction) {
    NewEvent answer = desk.answer(command);
    return answer == null
        ? Future.succeededFuture()
        : Objects.requireNonNull(context).events().append(transaction, answer);
  }

  /** What is reserved and paid, as far as the desk has been told. */
  interface Desk {
    @Nullable
    NewEvent answer(Event command);
  }

  static NewEvent event(Event command, String type, JsonObject data) {
    return NewEvent.of(type, command.data().getString("orderId"), data);
  }

  /** Says yes to everything. */
  static NewEvent agree(Event command) {
    JsonObject data = command.data();
    return switch (command.type()) {
      case Stock.RESERVE -> event(command, Stock.RESERVED, data);
      case Stock.RELEASE ->
        event(command, Stock.RELEASED, data.copy().put("items", new JsonArray()));
      case Payment.CHARGE -> event(command, Payment.CHARGED, data.copy().put("change", PRICE));
      case Payment.REFUND -> event(command, Payment.REFUNDED, data.copy().put("amount", 0));
      default -> throw new IllegalArgumentException(command.type());
    };
  }
}
