package io.sennit.products;

import io.sennit.contracts.Line;
import io.sennit.contracts.Reason;
import io.sennit.contracts.Stock;
import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.message.Body;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stock as a batch of commands finds it, and what becomes of it as they are decided, one after
 * the other. Nothing here touches the database.
 */
final class Shelf {
  private final Map<UUID, Long> pieces = new HashMap<>();
  private final Set<UUID> sold = new HashSet<>();
  private final Map<UUID, Map<UUID, Long>> held = new HashMap<>();
  private final Map<UUID, Decision> last = new HashMap<>();
  private final Map<UUID, Decision> made = new HashMap<>();
  private final List<Movement> movements = new ArrayList<>();
  private final List<NewEvent> answers = new ArrayList<>();

  /** @param isSold false for what is no longer sold, but may be given back */
  void has(UUID product, long count, boolean isSold) {
    pieces.put(product, count);
    if (isSold) {
      sold.add(product);
    }
  }

  void holds(UUID order, UUID product, long count) {
    held(order).put(product, count);
  }

  void decided(Decision decision) {
    last.put(decision.order(), decision);
  }

  /** What moves, in the order of the commands. */
  List<Movement> movements() {
    return movements;
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
    Decision earlier = made.get(command.order());
    Decision known = last.get(command.order());
    long follows = earlier != null ? earlier.follows() : known == null ? 0 : known.position();
    String id = command.order().toString();
    if (command.releases()) {
      List<Line> released = lines(held(command.order()));
      hold(command, Map.of());
      return decision(command, follows, Stock.RELEASED, new Stock.Released(id, released).toJson());
    }
    Stock.Rejected rejection = rejection(command);
    if (rejection != null) {
      return decision(command, follows, Stock.REJECTED, rejection.toJson());
    }
    hold(command, command.pieces());
    JsonObject reserved = new Stock.Reserved(id, command.lines()).toJson();
    return decision(command, follows, Stock.RESERVED, reserved);
  }

  private static Decision decision(Command command, long follows, String type, JsonObject data) {
    return new Decision(command.order(), command.position(), follows, type, Body.of(data));
  }

  private Stock.@Nullable Rejected rejection(Command command) {
    Map<UUID, Long> has = held(command.order());
    Map<UUID, Long> wants = command.pieces();
    for (Line line : command.lines()) {
      UUID product = ProductId.of(line.productId());
      if (product == null || (!sold.contains(product) && more(product, wants, has) > 0)) {
        return rejected(command, Reason.UNKNOWN_PRODUCT, line.productId());
      }
    }
    for (UUID product : wants.keySet()) {
      if (more(product, wants, has) > pieces.getOrDefault(product, 0L)) {
        return rejected(command, Reason.OUT_OF_STOCK, product.toString());
      }
    }
    return null;
  }

  private static Stock.Rejected rejected(Command command, Reason reason, String product) {
    return new Stock.Rejected(command.order().toString(), reason, product);
  }

  private static long more(UUID product, Map<UUID, Long> wants, Map<UUID, Long> has) {
    return wants.getOrDefault(product, 0L) - has.getOrDefault(product, 0L);
  }

  private void hold(Command command, Map<UUID, Long> wants) {
    Map<UUID, Long> has = held(command.order());
    Set<UUID> products = new LinkedHashSet<>(has.keySet());
    products.addAll(wants.keySet());
    for (UUID product : products) {
      long more = more(product, wants, has);
      if (more != 0) {
        move(command, product, -more);
      }
    }
    held.put(command.order(), new HashMap<>(wants));
  }

  private void move(Command command, UUID product, long quantity) {
    Movement.Kind kind = quantity < 0 ? Movement.Kind.RESERVED : Movement.Kind.RELEASED;
    pieces.merge(product, quantity, Long::sum);
    movements.add(
        new Movement(product, quantity, kind, command.order(), command.event().reference(), null));
  }

  private Map<UUID, Long> held(UUID order) {
    return held.computeIfAbsent(order, none -> new HashMap<>());
  }

  private static List<Line> lines(Map<UUID, Long> pieces) {
    return pieces.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(line -> new Line(line.getKey().toString(), Math.toIntExact(line.getValue())))
        .toList();
  }
}
