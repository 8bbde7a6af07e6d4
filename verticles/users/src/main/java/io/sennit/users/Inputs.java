package io.sennit.users;

import io.sennit.mesh.service.Schema;

/** What the operations take. */
final class Inputs {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_EMAIL = 254;
  private static final int SHORTEST_PASSWORD = 8;
  private static final int LONGEST_PASSWORD = 200;

  private static final int LONGEST_SUBJECT = 300;
  private static final int MOST_ROLES = 100;
  private static final Schema ID = Schema.uuid().described("The user's id");
  private static final Schema NAME = Schema.string()
      .length(1, LONGEST_NAME)
      .pattern("[^\\x00-\\x1f\\x7f]*[^\\s\\x00-\\x1f\\x7f][^\\x00-\\x1f\\x7f]*")
      .described("What the user is called: not blank, without control characters");
  private static final Schema EMAIL = Schema.string()
      .length(3, LONGEST_EMAIL)
      .pattern("[^\\s@\\x00-\\x1f\\x7f]+@[^\\s@\\x00-\\x1f\\x7f]+")
      .described("An email address; it is the user's login");
  private static final Schema PASSWORD = Schema.string()
      .length(SHORTEST_PASSWORD, LONGEST_PASSWORD)
      .described("At least " + SHORTEST_PASSWORD + " characters");
  private static final Schema ROLES = Schema.array(
          Schema.oneOf(Account.CUSTOMER, Account.MERCHANT, Account.ADMIN))
      .items(0, 3)
      .with("uniqueItems", true);

  static final Schema REGISTER = Schema.object()
      .required("name", NAME)
      .required("email", EMAIL)
      .required("password", PASSWORD);

  /** No least length: a password that is too short to be chosen is just wrong. */
  static final Schema LOGIN = Schema.object()
      .required("email", Schema.string().length(1, LONGEST_EMAIL))
      .required("password", Schema.string().length(1, LONGEST_PASSWORD));

  static final Schema ONE = Schema.object().required("id", ID);
  static final Schema ONE_BY_QUERY = Schema.object().required("user_id", ID);

  static final Schema CHANGE =
      ONE.optional("name", NAME).optional("email", EMAIL).optional("password", PASSWORD);

  static final Schema CHANGE_ROLES = ONE.required("roles", ROLES);

  static final Schema REVOCATIONS =
      Schema.object().required("after", Schema.integer().range(0, Long.MAX_VALUE));

  static final Schema VOUCH = Schema.object()
      .required(
          "service",
          Schema.string().length(1, LONGEST_NAME).described("For whom the token is to be"))
      .required("subject", Schema.string().length(1, LONGEST_SUBJECT))
      .required(
          "roles", Schema.array(Schema.string().length(1, LONGEST_NAME)).items(0, MOST_ROLES));

  private Inputs() {}
}
