package io.sennit.mesh.event;

import io.sennit.mesh.event.Segments.Behind;
import io.sennit.mesh.message.Call;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a log's segments in order, each hour: there before they are needed, and gone when they are
 * old and all who read the log have read them. Used on one event loop.
 */
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofMinutes(1);

  private final String service;
  private final Segments segments;
  private final Duration keep;
  private final Clock clock;
  private long timer = -1;
  private boolean stopped;

  Retention(String service, Segments segments, Duration keep, Clock clock) {
    this.service = service;
    this.segments = segments;
    this.keep = keep;
    this.clock = clock;
  }

  /** Nothing can be told on a day that has no segment: so that is seen to before all else. */
  Future<Void> prepare() {
    return segments.prepare(work());
  }

  void start(Vertx vertx) {
    if (!stopped) {
      next(vertx, SOON);
    }
  }

  /** At a time of its own, so that not all instances of all services come at once. */
  private void next(Vertx vertx, Duration mean) {
    long millis = mean.toMillis();
    timer = vertx.setTimer(
        ThreadLocalRandom.current().nextLong(millis / 2, millis * 3 / 2),
        due -> run().onComplete(done -> {
          if (done.failed()) {
            LOG.warn(
                "The log of /{} was not put in order, and that is tried again soon: {}",
                service,
                done.cause().toString());
          }
          if (!stopped) {
            next(vertx, done.failed() ? SOON : HOUR);
          }
        }));
  }

  void stop(Vertx vertx) {
    stopped = true;
    vertx.cancelTimer(timer);
  }

  /** Makes what will be needed and drops what is old. */
  Future<Void> run() {
    Call call = work();
    LocalDate first = LocalDate.ofInstant(clock.instant().minus(keep), ZoneOffset.UTC);
    return segments.prepare(call).compose(prepared -> dropBefore(call, first));
  }

  private Future<Void> dropBefore(Call call, LocalDate first) {
    return segments.dropOldest(call, first).compose(dropped -> {
      LocalDate day = dropped.day();
      if (day == null) {
        return Future.succeededFuture();
      }
      if (dropped.behind().isEmpty()) {
        LOG.info("/{} no longer keeps its events of {}", service, day);
        return dropBefore(call, first);
      }
      keepsBack(dropped.behind().get(0), day);
      return Future.succeededFuture();
    });
  }

  private void keepsBack(Behind reader, LocalDate day) {
    LOG.warn(
        "/{} keeps its events of {} and later for {}, which is at {} of {} in partition {}: see why it does not read, or forget it",
        service,
        day,
        reader.reader(),
        reader.position(),
        reader.last(),
        reader.partition());
  }

  private Call work() {
    return Call.chore(service, "retention", PATIENCE);
  }
}
