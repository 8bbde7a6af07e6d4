package io.sennit.products;

import io.sennit.contracts.Stock;
import io.sennit.mesh.event.Subscription;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The products of the shop, their prices and their stock. */
public final class ProductService implements Service {
  private static final Access MERCHANTS = Access.roles("merchant", "admin");
  private static final Access ADMINS = Access.roles("admin");
  private static final int MOST_RECENT = 10_000;

  private final LongSupplier clock;
  private @Nullable Parts parts;

  /** What it is made of once it has started. */
  private record Parts(
      Catalogue catalogue, Products products, Ledger ledger, Reservations reservations) {}

  public ProductService() {
    this(System::nanoTime);
  }

  /** @param clock nanoseconds that never go back */
  ProductService(LongSupplier clock) {
    this.clock = clock;
  }

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("products")
        .version("1.0.0")
        .keepsData("db/products")
        // What is sold is no secret; what of it is reserved for an order is its customer's.
        .publishes("product.*", Access.AUTHENTICATED)
        .operation(Operation.named("create")
            .post("/product")
            .access(MERCHANTS)
            .summary("Adds a product")
            .input(Inputs.CREATE)
            .output(201, Outputs.PRODUCT)
            .oncePerKey()
            .handledBy(call -> parts().products().create(call)))
        .operation(Operation.named("read")
            .get("/product/{id}")
            .access(Access.ANYONE)
            .summary("Reads a product")
            .input(Inputs.ID)
            .output(200, Outputs.PRODUCT)
            .output(304)
            .handledBy(call -> parts().catalogue().read(call)))
        .operation(Operation.named("list")
            .get("/product")
            .access(Access.ANYONE)
            .summary("Lists products, all or those that words are found in")
            .input(Inputs.LIST)
            .output(200, Outputs.PRODUCTS)
            .output(304)
            .handledBy(call -> parts().catalogue().list(call)))
        .operation(Operation.named("update")
            .put("/product/{id}")
            .access(MERCHANTS)
            .summary("Changes a product")
            .input(Inputs.UPDATE)
            .output(200, Outputs.PRODUCT)
            .oncePerKey()
            .handledBy(call -> parts().products().update(call)))
        .operation(Operation.named("delete")
            .delete("/product/{id}")
            .access(MERCHANTS)
            .summary("Takes a product out of the shop")
            .input(Inputs.ID)
            .output(204)
            .oncePerKey()
            .handledBy(call -> parts().products().delete(call)))
        .operation(Operation.named("movements")
            .get("/product/{id}/movements")
            .access(ADMINS)
            .summary("Lists what moved the stock of a product")
            .input(Inputs.MOVEMENTS)
            .output(200, Outputs.MOVEMENTS)
            .handledBy(call -> parts().ledger().movements(call)))
        .operation(Operation.named("prices")
            .access(Access.AUTHENTICATED)
            .input(Inputs.PRICES)
            .idempotent()
            .handledBy(call -> parts().catalogue().prices(call)))
        .subscription(Subscription.group("stock")
            .from("orders")
            .inBatches(
                (events, transaction) -> parts().reservations().handle(events, transaction),
                Stock.RESERVE,
                Stock.RELEASE))
        .build();
  }

  @Override
  public Future<Void> start(ServiceContext context) {
    RecentProducts recent = new RecentProducts(MOST_RECENT, clock);
    Changes changes = new Changes(context.vertx());
    parts = new Parts(
        new Catalogue(context.store(), recent),
        new Products(context.store(), context.events(), changes),
        new Ledger(context.store()),
        new Reservations(context.events(), changes));
    return changes.hear(recent::forget, recent::stockMoved);
  }

  private Parts parts() {
    return Objects.requireNonNull(parts);
  }
}
