package io.sennit.payments;

import io.sennit.contracts.Money;
import io.sennit.mesh.service.Schema;

/** What the operations answer. */
final class Outputs {
  private static final Schema MONEY = Schema.of(Money.schema());

  private static final Schema ENTRY = Schema.answer()
      .required("id", Schema.integer())
      .required("kind", Schema.oneOf("DEPOSIT", "CHARGE", "REFUND"))
      .required("amount", MONEY)
      .required("cause", Schema.string())
      .required("time", Schema.string().format("date-time"))
      .optional("orderId", Schema.string().format("uuid"))
      .optional("by", Schema.string());

  static final Schema ACCOUNT = Schema.answer()
      .required("userId", Schema.string().format("uuid"))
      .required("balance", MONEY)
      .required("entries", Schema.array(ENTRY).described("The newest first"))
      .optional("next", Schema.integer().orNull())
      .titled("Account");

  private Outputs() {}
}
