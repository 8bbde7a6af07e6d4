package io.sennit.users;

import io.sennit.mesh.service.Schema;

/** What the operations answer. */
final class Outputs {
  static final Schema USER = Schema.answer()
      .required("id", Schema.string().format("uuid"))
      .required("name", Schema.string())
      .required("email", Schema.string())
      .required(
          "roles", Schema.array(Schema.oneOf(Account.CUSTOMER, Account.MERCHANT, Account.ADMIN)))
      .required("createdAt", Schema.string().format("date-time"))
      .titled("User");

  static final Schema TOKEN = Schema.answer()
      .required("token", Schema.string())
      .required("tokenType", Schema.oneOf("Bearer"))
      .required("expiresIn", Schema.integer().described("Seconds"))
      .titled("Token");

  static final Schema KEYS = Schema.answer()
      .required("keys", Schema.array(Schema.map(Schema.string())))
      .titled("KeySet");

  private Outputs() {}
}
