package io.sennit.payments;

import io.sennit.contracts.Payment;
import io.sennit.mesh.event.Subscription;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The accounts of users, and the payments for their orders. */
public final class PaymentService implements Service {
  private @Nullable Accounts accounts;
  private @Nullable Cashier cashier;

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("payments")
        .version("1.0.0")
        .keepsData("db/payments")
        .operation(Operation.named("own")
            .get("/account")
            .access(Access.AUTHENTICATED)
            .summary("Reads the caller's account")
            .input(Inputs.OWN)
            .output(200, Outputs.ACCOUNT)
            .handledBy(call -> accounts().own(call)))
        .operation(Operation.named("read")
            .get("/account/{userId}")
            .access(Access.AUTHENTICATED)
            .summary("Reads a user's account")
            .input(Inputs.READ)
            .output(200, Outputs.ACCOUNT)
            .handledBy(call -> accounts().read(call)))
        .operation(Operation.named("deposit")
            .post("/account/{userId}/deposit")
            .access(Access.roles("admin"))
            .summary("Puts money into an account")
            .input(Inputs.DEPOSIT)
            .output(201, Outputs.ACCOUNT)
            .oncePerKey()
            .handledBy(call -> accounts().deposit(call)))
        .subscription(Subscription.group("cashier")
            .from("orders")
            .inBatches(
                (events, transaction) -> cashier().handle(events, transaction),
                Payment.CHARGE,
                Payment.REFUND))
        .build();
  }

  @Override
  public Future<Void> start(ServiceContext context) {
    accounts = new Accounts(context.store(), new Owners(context.mesh()));
    cashier = new Cashier(context.events());
    return Future.succeededFuture();
  }

  private Accounts accounts() {
    return Objects.requireNonNull(accounts);
  }

  private Cashier cashier() {
    return Objects.requireNonNull(cashier);
  }
}
