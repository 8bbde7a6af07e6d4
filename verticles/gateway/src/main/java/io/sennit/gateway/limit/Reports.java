package io.sennit.gateway.limit;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.shareddata.AsyncMap;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the other gateways in every beat what was let through here, and hears the same of them. */
final class Reports extends VerticleBase {
  static final String ADDRESS = "sennit/gateway/limits";
  static final Duration BEAT = Duration.ofMillis(50);

  private static final Logger log = LoggerFactory.getLogger(Reports.class);
  private static final Duration KEY_EVERY = Duration.ofSeconds(10);
  private static final String MAP = "sennit.gateway";
  private static final String KEY = "limits";

  private final Ledger ledger;
  private final LongSupplier clock;
  private @Nullable MessageConsumer<Object> consumer;

  Reports(Ledger ledger, LongSupplier clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(BEAT.toMillis(), due -> beat());
    vertx.setPeriodic(KEY_EVERY.toMillis(), due -> agreeOnKey());
    agreeOnKey();
    MessageConsumer<Object> listening = vertx.eventBus().consumer(ADDRESS, this::hear);
    consumer = listening;
    return listening.completion();
  }

  @Override
  public Future<?> stop() {
    MessageConsumer<Object> listening = consumer;
    return listening == null
        ? Future.succeededFuture()
        : listening
            .unregister()
            .onComplete(deaf -> vertx.eventBus().publish(ADDRESS, ledger.goodbye()));
  }

  Future<Void> leave() {
    return consumer == null ? Future.succeededFuture() : vertx.undeploy(context.deploymentID());
  }

  private void beat() {
    Buffer news = ledger.beat(clock.getAsLong());
    if (news != null) {
      vertx.eventBus().publish(ADDRESS, news);
    }
  }

  private void hear(Message<Object> message) {
    ledger.hear(
        message.body() instanceof Buffer bytes ? bytes : Buffer.buffer(), clock.getAsLong());
  }

  /**
   * The first gateway makes the key; it is looked at again because after a split there may be two,
   * and when all who kept it have gone, none.
   */
  private void agreeOnKey() {
    String own = ledger.key();
    vertx
        .sharedData()
        .<String, String>getAsyncMap(MAP)
        .compose((AsyncMap<String, String> map) -> map.putIfAbsent(KEY, own))
        .onSuccess(shared -> ledger.under(shared == null ? own : shared))
        .onFailure(failure -> log.warn(
            "The gateways' common key cannot be had, so that limits count for each gateway alone"
                + " until it can: {}",
            failure.toString()));
  }
}
