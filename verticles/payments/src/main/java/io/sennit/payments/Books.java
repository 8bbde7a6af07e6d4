package io.sennit.payments;

import io.sennit.contracts.Money;
import io.sennit.contracts.Payment;
import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.message.Body;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The accounts as a batch of commands finds them, and what becomes of them as the commands are
 * decided, one after the other. Nothing here touches the database.
 */
final class Books {
  private final Map<String, Money> balances = new HashMap<>();
  private final Map<Payer, Long> paid = new HashMap<>();
  private final Map<UUID, Decision> last = new HashMap<>();
  private final Map<UUID, Decision> made = new HashMap<>();
  private final List<Transfer> transfers = new ArrayList<>();
  private final List<NewEvent> answers = new ArrayList<>();

  private record Payer(UUID order, String user) {}

  void has(String user, Money balance) {
    balances.put(user, balance);
  }

  void paid(UUID order, String user, long amount) {
    paid.put(new Payer(order, user), amount);
  }

  void decided(Decision decision) {
    last.put(decision.order(), decision);
  }

  /** What moves, in the order of the commands. */
  List<Transfer> transfers() {
    return transfers;
  }

  /** The last decision of each order about which something was decided. */
  Collection<Decision> decisions() {
    return made.values();
  }

  /** One for each command that is not overtaken, in their order. */
  List<NewEvent> answers() {
    return answers;
  }

  void decide(Command command) {
    Decision before = last.get(command.order());
    if (before == null || before.position() < command.position()) {
      Decision decision = decision(command);
      last.put(command.order(), decision);
      made.put(command.order(), decision);
      answers.add(decision.answer(command));
    } else if (before.position() == command.position()) {
      answers.add(before.answer(command));
    }
  }

  private Decision decision(Command command) {
    Money total = command.total();
    String order = command.order().toString();
    if (total == null) {
      long back = paid(command);
      pay(command, -back);
      JsonObject refunded = new Payment.Refunded(order, command.user(), back).toJson();
      return decision(command, Payment.REFUNDED, refunded);
    }
    long change = total.amount() - paid(command);
    if (!has(command.user(), total, change)) {
      JsonObject refused = new Payment.Refused(order, command.user(), total).toJson();
      return decision(command, Payment.REFUSED, refused);
    }
    pay(command, change);
    Money changed = new Money(change, total.currency());
    JsonObject charged = new Payment.Charged(order, command.user(), total, changed).toJson();
    return decision(command, Payment.CHARGED, charged);
  }

  private static Decision decision(Command command, String type, JsonObject data) {
    return new Decision(command.order(), command.position(), type, Body.of(data));
  }

  /** Who has no account has nothing, in every currency. */
  private boolean has(String user, Money total, long change) {
    Money balance = balances.getOrDefault(user, Money.none(total.currency()));
    return balance.currency().equals(total.currency()) && change <= balance.amount();
  }

  private long paid(Command command) {
    return paid.getOrDefault(new Payer(command.order(), command.user()), 0L);
  }

  private void pay(Command command, long change) {
    Money balance = balances.get(command.user());
    if (change == 0 || balance == null) {
      return;
    }
    Money gets = new Money(-change, balance.currency());
    balances.put(command.user(), balance.plus(gets));
    paid.merge(new Payer(command.order(), command.user()), change, Long::sum);
    transfers.add(new Transfer(
        command.user(),
        change > 0 ? Transfer.Kind.CHARGE : Transfer.Kind.REFUND,
        gets,
        command.order(),
        new Transfer.Cause(command.event().reference(), null, null)));
  }
}
