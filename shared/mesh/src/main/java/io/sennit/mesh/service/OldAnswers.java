package io.sennit.mesh.service;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.store.Store;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clears away answers that were kept for their idempotency keys and are too old to be given. */
final class OldAnswers {
  private static final Logger log = LoggerFactory.getLogger(OldAnswers.class);
  private static final long EVERY_MILLIS = Duration.ofMinutes(10).toMillis();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String service;
  private final Store store;

  OldAnswers(String service, Store store) {
    this.service = service;
    this.store = store;
  }

  /** Goes on as long as the verticle does in whose context this is called. */
  void forget(Vertx vertx) {
    vertx.setPeriodic(
        EVERY_MILLIS,
        time -> store
            .forgetAnswers(Call.chore(service, "answers", PATIENCE))
            .onFailure(later -> log.warn(
                "Old answers of {} are still kept; they are cleared away later: {}",
                service,
                later.toString())));
  }
}
