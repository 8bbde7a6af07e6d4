package io.sennit.orders;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.store.Sequel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds the answer to a caller who prefers to wait until an order has settled. Events wake it; they
 * may be lost on the way, so it also looks by itself. Used on one event loop.
 */
final class Waiting {
  private static final Pattern PREFERENCE =
      Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,4})(?:$|[,;\\s])");
  private static final List<String> ENDS =
      List.of("order.confirmed", "order.rejected", "order.amended", "order.cancelled");
  private static final int LOOK_MILLIS = 250;
  private static final int TO_ANSWER_MILLIS = 250;

  private final Vertx vertx;
  private final Orders orders;
  private final Map<String, Set<Promise<Void>>> waiting = new HashMap<>();

  Waiting(Vertx vertx, Orders orders) {
    this.vertx = vertx;
    this.orders = orders;
  }

  Future<Void> start() {
    return Future.all(ENDS.stream()
            .map(type -> vertx
                .eventBus()
                .<JsonObject>consumer(
                    "sennit/events/" + type, event -> wake(event.body().getString("subject")))
                .completion())
            .toList())
        .mapEmpty();
  }

  private void wake(String order) {
    Set<Promise<Void>> sleepers = waiting.remove(order);
    if (sleepers != null) {
      sleepers.forEach(Promise::tryComplete);
    }
  }

  /** The caller's answer is how the order stands once it has settled, if that is preferred. */
  Sequel sequel(Call call) {
    // Before the deadline passes, so that who asks for longer gets an answer nevertheless.
    long most = call.deadline().remainingMillis() - TO_ANSWER_MILLIS;
    long preferred = preference(call.headers().get("prefer"));
    long millis = Math.min(preferred, most);
    if (millis <= 0) {
      return Sequel.NONE;
    }
    long until = System.nanoTime() + millis * 1_000_000;
    return new Sequel(
        Duration.ofMillis(millis),
        // It is placed, or asked for, whether or not its end can be seen.
        first -> settled(call, first, until)
            .otherwise(first)
            .map(reply -> reply.with("preference-applied", "wait=" + preferred / 1_000)));
  }

  private Future<Reply> settled(Call call, Reply first, long until) {
    String id = first.json().getString("id");
    return orders.find(call, id).compose(order -> {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (order.isSettled() || left <= 0) {
        return Future.succeededFuture(
            order.tag().on(new Reply(first.status(), first.headers(), Body.of(order.toJson()))));
      }
      return sleep(id, Math.min(left, LOOK_MILLIS)).compose(woken -> settled(call, first, until));
    });
  }

  private Future<Void> sleep(String order, long millis) {
    Promise<Void> woken = Promise.promise();
    waiting.computeIfAbsent(order, id -> new HashSet<>()).add(woken);
    long timer = vertx.setTimer(Math.max(1, millis), over -> woken.tryComplete());
    return woken.future().onComplete(over -> {
      vertx.cancelTimer(timer);
      Set<Promise<Void>> others = waiting.get(order);
      if (others != null && others.remove(woken) && others.isEmpty()) {
        waiting.remove(order);
      }
    });
  }

  private static long preference(@Nullable String header) {
    if (header == null) {
      return 0;
    }
    Matcher wait = PREFERENCE.matcher(header);
    return wait.find() ? Long.parseLong(wait.group(1)) * 1_000 : 0;
  }
}
