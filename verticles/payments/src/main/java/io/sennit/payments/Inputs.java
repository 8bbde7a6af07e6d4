package io.sennit.payments;

import io.sennit.mesh.service.Schema;

/** What the operations take. */
final class Inputs {
  private static final long MOST_MONEY = 1_000_000_000_000L;
  private static final int LONGEST_PAGE = 200;

  static final Schema OWN = Schema.object()
      .optional("limit", Schema.integer().range(1, LONGEST_PAGE))
      .optional(
          "after",
          Schema.integer()
              .range(1, Long.MAX_VALUE)
              .described("Entries before the one with this id"));

  static final Schema READ = OWN.required("userId", Schema.uuid());

  static final Schema DEPOSIT = Schema.object()
      .required("userId", Schema.uuid())
      .required("amount", Schema.integer().range(1, MOST_MONEY))
      .required("currency", Schema.string().pattern("[A-Z]{3}"));

  private Inputs() {}
}
