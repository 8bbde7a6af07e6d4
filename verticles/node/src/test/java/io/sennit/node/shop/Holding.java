package io.sennit.node.shop;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * What an operation is about, and so who may do it besides what its rule says.
 *
 * @param whose who it belongs to
 * @param consumed whether what it is about is different afterwards, so that each needs its own
 * @param input a good input for it, about what this user has
 */
record Holding(Whose whose, boolean consumed, Function<Caller, JsonObject> input) {

  /** Who may do it among those whom its rule lets in. */
  enum Whose {
    /** All of them: it belongs to nobody, or to whoever asks. */
    EVERYBODYS,
    /** Its user and administrators; for others it does not exist. */
    A_USERS,
    /** As a user's, but only a customer can have one. */
    A_CUSTOMERS
  }

  static Holding everybodys(Function<Caller, JsonObject> input) {
    return new Holding(Whose.EVERYBODYS, false, input);
  }

  static Holding aUsers(Function<Caller, JsonObject> input) {
    return new Holding(Whose.A_USERS, false, input);
  }

  static Holding aCustomers(Function<Caller, JsonObject> input) {
    return new Holding(Whose.A_CUSTOMERS, false, input);
  }

  Holding consumedByIt() {
    return new Holding(whose, true, input);
  }

  boolean isPersonal() {
    return whose != Whose.EVERYBODYS;
  }
}
