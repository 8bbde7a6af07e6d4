package io.sennit.payments;

import io.sennit.contracts.Money;
import io.sennit.contracts.Payment;
import io.sennit.mesh.event.Event;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be paid for an order from now on.
 *
 * @param total null when all of it is to be given back
 */
record Command(
    Event event, UUID order, String user, @Nullable Money total) {

  /** Fails on what no order can mean; such an event is put aside for operators. */
  static Command of(Event event) {
    JsonObject data = event.data();
    if (event.type().equals(Payment.REFUND)) {
      Payment.Refund refund = Payment.Refund.of(data);
      return new Command(event, UUID.fromString(refund.orderId()), refund.userId(), null);
    }
    Payment.Charge charge = Payment.Charge.of(data);
    if (charge.total().amount() < 0) {
      throw new IllegalArgumentException("nobody can pay " + charge.total());
    }
    return new Command(event, UUID.fromString(charge.orderId()), charge.userId(), charge.total());
  }

  long position() {
    return event.position();
  }
}
