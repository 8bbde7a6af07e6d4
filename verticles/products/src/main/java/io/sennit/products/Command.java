package io.sennit.products;

import io.sennit.contracts.Line;
import io.sennit.contracts.Stock;
import io.sennit.mesh.event.Event;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What an order is to hold from now on: these lines, or nothing.
 *
 * @param lines as they were asked for
 */
record Command(Event event, UUID order, boolean releases, List<Line> lines) {

  /** Fails on what no order can mean; such an event is put aside for operators. */
  static Command of(Event event) {
    JsonObject data = event.data();
    if (event.type().equals(Stock.RELEASE)) {
      return new Command(event, order(Stock.Release.of(data).orderId()), true, List.of());
    }
    Stock.Reserve reserve = Stock.Reserve.of(data);
    reserve.items().forEach(Command::requirePieces);
    return new Command(event, order(reserve.orderId()), false, reserve.items());
  }

  private static UUID order(String id) {
    return UUID.fromString(id);
  }

  private static void requirePieces(Line line) {
    if (line.quantity() < 1) {
      throw new IllegalArgumentException(
          "nobody can reserve " + line.quantity() + " pieces of " + line.productId());
    }
  }

  long position() {
    return event.position();
  }

  /** The pieces of each product, without those lines that name none. */
  Map<UUID, Long> pieces() {
    Map<UUID, Long> pieces = new LinkedHashMap<>();
    for (Line line : lines) {
      UUID product = ProductId.of(line.productId());
      if (product != null) {
        pieces.merge(product, (long) line.quantity(), Long::sum);
      }
    }
    return pieces;
  }
}
