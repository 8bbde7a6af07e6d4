package io.sennit.orders;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.store.Sequel;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Orders: placed, read, changed and cancelled. */
public final class OrdersService implements Service {
  private final Clock clock;
  private @Nullable Parts parts;

  /** What the operations are made of, once the service has started. */
  private record Parts(
      Orders orders, Placing placing, Amending amending, Cancelling cancelling, Waiting waiting) {}

  public OrdersService() {
    this(Clock.systemUTC());
  }

  OrdersService(Clock clock) {
    this.clock = clock;
  }

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("orders")
        .version("1.0.0")
        .keepsData("db/orders")
        .operation(Operation.named("place")
            .post("/order")
            .access(Access.roles("customer"))
            .summary("Places an order")
            .input(Inputs.PLACE)
            .output(201, Outputs.ORDER)
            .oncePerKey()
            .handledBy(call -> parts().placing().place(call, sequel(call))))
        .operation(Operation.named("read")
            .get("/order/{id}")
            .access(Access.AUTHENTICATED)
            .summary("Reads an order")
            .input(Inputs.ONE)
            .output(200, Outputs.ORDER)
            .output(304)
            .handledBy(call -> parts().orders().read(call)))
        .operation(Operation.named("list")
            .get("/order")
            .access(Access.AUTHENTICATED)
            .summary("Lists the caller's orders, for administrators all")
            .input(Inputs.LIST)
            .output(200, Outputs.ORDERS)
            .handledBy(call -> parts().orders().list(call)))
        .operation(Operation.named("amend")
            .put("/order/{id}")
            .access(Access.roles("customer"))
            .summary("Changes what is ordered, or leaves the order as it was")
            .input(Inputs.AMEND)
            .output(200, Outputs.ORDER)
            .oncePerKey()
            .handledBy(call -> parts().amending().amend(call, sequel(call))))
        .operation(Operation.named("cancel")
            .delete("/order/{id}")
            .access(Access.AUTHENTICATED)
            .summary("Cancels an order: its stock and its money go back")
            .input(Inputs.ONE)
            .output(202, Outputs.ORDER)
            .handledBy(call -> parts().cancelling().cancel(call, sequel(call))))
        .saga(Placing.saga(() -> parts().placing()))
        .saga(Amending.saga(() -> parts().amending()))
        .saga(Cancelling.saga(() -> parts().cancelling()))
        .build();
  }

  @Override
  public Future<Void> start(ServiceContext context) {
    Orders orders = new Orders(context.store());
    Prices prices = new Prices(context.mesh());
    Cancelling cancelling = new Cancelling(context, orders);
    Waiting waiting = new Waiting(context.vertx(), orders);
    parts = new Parts(
        orders,
        new Placing(context, prices, cancelling, clock),
        new Amending(context, orders, prices, cancelling),
        cancelling,
        waiting);
    return waiting.start();
  }

  private Sequel sequel(Call call) {
    return parts().waiting().sequel(call);
  }

  private Parts parts() {
    return Objects.requireNonNull(parts);
  }
}
