package io.sennit.orders;

import io.sennit.contracts.Money;
import io.sennit.mesh.service.Schema;
import java.util.Arrays;

/** What the operations answer. */
final class Outputs {
  private static final Schema ID = Schema.string().format("uuid");
  private static final Schema TIME = Schema.string().format("date-time");
  private static final Schema MONEY = Schema.of(Money.schema());

  private static final Schema ITEM = Schema.answer()
      .required("productId", ID)
      .required("name", Schema.string())
      .required("unitPrice", MONEY)
      .required("quantity", Schema.integer())
      .titled("OrderItem");

  private static final Schema CHANGE = Schema.answer()
      .required("kind", names(Change.Kind.values()))
      .required("state", names(Change.State.values()))
      .required("items", Schema.array(ITEM))
      .optional("reason", Schema.string())
      .described("What is under way, or how the last change ended");

  static final Schema ORDER = Schema.answer()
      .required("id", ID)
      .required("userId", ID)
      .required("status", names(Order.Status.values()))
      .optional("reason", Schema.string())
      .required("items", Schema.array(ITEM))
      .required("total", MONEY)
      .optional("change", CHANGE)
      .required("createdAt", TIME)
      .required("updatedAt", TIME)
      .required("version", Schema.integer())
      .titled("Order");

  static final Schema ORDERS = Schema.answer()
      .required("items", Schema.array(ORDER))
      .optional("next", ID.orNull().described("What to ask for with after; null at the end"));

  private Outputs() {}

  private static Schema names(Enum<?>[] values) {
    return Schema.oneOf(Arrays.stream(values).map(Enum::name).toArray(String[]::new));
  }
}
