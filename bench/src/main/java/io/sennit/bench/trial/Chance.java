package io.sennit.bench.trial;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What goes wrong now and then all the time: handlers that fail, hints that are lost or doubled.
 */
final class Chance {
  private static final double FAILING = 0.003;
  private static final double LOST = 0.2;
  private static final double DOUBLED = 0.4;

  private final Random random;
  final AtomicInteger failures = new AtomicInteger();
  final AtomicInteger lost = new AtomicInteger();
  final AtomicInteger doubled = new AtomicInteger();

  Chance(Random random) {
    this.random = random;
  }

  Future<Void> failure() {
    if (random.nextDouble() >= FAILING) {
      return Future.succeededFuture();
    }
    failures.incrementAndGet();
    return Future.failedFuture(new IllegalStateException("a handler that fails by chance"));
  }

  void disturbHints(Vertx vertx) {
    Handler<DeliveryContext<Object>> disturbance = sent -> {
      String address = sent.message().address();
      double dice = address.startsWith("sennit/hint/") ? random.nextDouble() : 1;
      if (dice < LOST) {
        lost.incrementAndGet();
        return;
      }
      sent.next();
      if (dice < DOUBLED) {
        doubled.incrementAndGet();
        vertx.eventBus().publish(address, "");
      }
    };
    vertx.eventBus().addOutboundInterceptor(disturbance);
  }
}
