package io.sennit.payments;

import io.sennit.contracts.Money;
import io.sennit.contracts.Payment;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Ids;
import io.sennit.mesh.message.Reply;
import io.sennit.stage.Stage;
import io.sennit.stage.Teller;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;

/** The payments' service beside orders that do as a test says. */
final class Bank implements AutoCloseable {
  static final Identity ADMIN = new Identity(Ids.next().toString(), List.of("admin"));

  private final Stage stage;
  private final Users.Absence absence;

  private Bank(Stage stage, Users.Absence absence) {
    this.stage = stage;
    this.absence = absence;
  }

  static Bank in(Path folder, int instances) {
    Users.Absence absence = new Users.Absence();
    return new Bank(
        Stage.in(folder)
            .host(() -> new Teller("orders"), 1)
            .host(() -> new Users(absence), 1)
            .host(PaymentService::new, instances),
        absence);
  }

  Stage stage() {
    return stage;
  }

  /** Does this while nobody tells who is a user. */
  void withoutUsers(Runnable task) {
    absence.during(task);
  }

  static Identity customer() {
    return new Identity(Ids.next().toString(), List.of("customer"));
  }

  /** The id of a user who has so much. */
  String user(long euros) {
    String user = Ids.next().toString();
    ask("deposit", ADMIN, deposit(user, euros, "EUR"));
    return user;
  }

  static JsonObject deposit(String user, long amount, String currency) {
    return new Money(amount, currency).toJson().put("userId", user);
  }

  Reply ask(String operation, Identity identity, JsonObject input, String... headers) {
    return stage.ask("payments." + operation, identity, input, headers);
  }

  JsonObject account(String user) {
    return ask("read", ADMIN, new JsonObject().put("userId", user)).json();
  }

  long balance(String user) {
    return account(user).getJsonObject("balance").getLong("amount");
  }

  static JsonObject charge(String order, String user, long amount) {
    return charge(order, user, new Money(amount, "EUR"));
  }

  static JsonObject charge(String order, String user, Money total) {
    return Stage.event(Payment.CHARGE, order, new Payment.Charge(order, user, total).toJson());
  }

  static JsonObject refund(String order, String user) {
    return Stage.event(Payment.REFUND, order, new Payment.Refund(order, user).toJson());
  }

  void tell(JsonObject... commands) {
    stage.tell("orders", List.of(commands));
  }

  /** The answers to an order's commands, when there are so many. */
  List<JsonObject> answers(String order, int count) {
    return stage.told("payments", order, count);
  }

  @Override
  public void close() {
    stage.close();
  }
}
