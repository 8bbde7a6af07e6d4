package io.sennit.products;

import io.sennit.contracts.Money;
import io.sennit.mesh.service.Schema;

/** What the operations answer. */
final class Outputs {
  private static final Schema ID = Schema.string().format("uuid");
  private static final Schema TIME = Schema.string().format("date-time");

  static final Schema PRODUCT = Schema.answer()
      .required("id", ID)
      .required("sku", Schema.string())
      .required("name", Schema.string())
      .required("description", Schema.string())
      .required("price", Schema.of(Money.schema()))
      .required("stock", Schema.integer().described("Pieces that nobody has reserved"))
      .required("createdAt", TIME)
      .required("updatedAt", TIME)
      .titled("Product");

  static final Schema PRODUCTS = Schema.answer()
      .required("items", Schema.array(PRODUCT))
      .optional("next", ID.orNull().described("What to ask for with after; null at the end"));

  private static final Schema MOVEMENT = Schema.answer()
      .required("id", Schema.integer())
      .required("quantity", Schema.integer().described("Pieces that came; negative if they went"))
      .required("kind", Schema.oneOf("RECEIVED", "CORRECTED", "RESERVED", "RELEASED"))
      .required("cause", Schema.string())
      .required("time", TIME)
      .optional("orderId", ID)
      .optional("by", Schema.string());

  static final Schema MOVEMENTS = Schema.answer()
      .required("items", Schema.array(MOVEMENT))
      .optional(
          "next",
          Schema.integer().orNull().described("What to ask for with after; null at the end"))
      .required("productId", ID)
      .required("stock", Schema.integer())
      .required("moved", Schema.integer().described("What all movements come to"));

  private Outputs() {}
}
