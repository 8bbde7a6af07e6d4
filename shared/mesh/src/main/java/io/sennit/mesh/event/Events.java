package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one instance: what it tells, what others read through it, and what it reads itself.
 * Used on one event loop.
 */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long REPORT_MILLIS = 10_000;

  private final String service;
  private final Surroundings surroundings;
  private final EventLog log;
  private final EventSource source;
  private final LogView view;
  private final EventDesk desk;
  private final Readers readers;
  private final Subscriptions subscriptions;
  private final Retention retention;
  private final Trimming trimming;
  private long timer;
  private @Nullable Future<Void> stopped;

  /**
   * @param keep how long events are kept at least
   * @param audience who may see them
   */
  public Events(
      String service,
      List<Subscription> subscriptions,
      Duration keep,
      Audience audience,
      Surroundings surroundings) {
    Segments segments = new Segments(surroundings.vertx(), surroundings.store());
    Clock clock = Clock.systemUTC();
    String name = EventLog.sourceOf(service);
    this.service = service;
    this.surroundings = surroundings;
    this.log = new EventLog(
        name, audience, new Announcements(surroundings.vertx(), name, surroundings.meters()));
    this.readers = new Readers(surroundings.store());
    this.source =
        new EventSource(surroundings.vertx(), name, surroundings.store(), readers, audience);
    this.view =
        new LogView(surroundings.vertx(), name, surroundings.store(), source.fence(), audience);
    this.desk = new EventDesk(service, subscriptions, surroundings);
    this.subscriptions = new Subscriptions(service, subscriptions, surroundings);
    this.retention = new Retention(service, segments, keep, clock);
    this.trimming = new Trimming(surroundings.store(), segments, clock);
  }

  public EventLog log() {
    return log;
  }

  public EventSource source() {
    return source;
  }

  public LogView view() {
    return view;
  }

  public EventDesk desk() {
    return desk;
  }

  /** What operators do to what is kept. */
  public Trimming trimming() {
    return trimming;
  }

  /** Makes sure that there is where to tell today; before the instance takes calls. */
  public Future<Void> prepare() {
    return retention.prepare();
  }

  /** Begins to read; the instance takes calls already. */
  public void start() {
    timer = surroundings
        .vertx()
        .setPeriodic(
            REPORT_MILLIS,
            tick -> readers
                .report(Call.chore(service, "readers", PATIENCE))
                .onFailure(later -> LOG.warn(
                    "How far the readers of /{} are could not be written down, so retention may keep more: {}",
                    service,
                    later.toString())));
    retention.start(surroundings.vertx());
    subscriptions.start();
  }

  /** The members of the service have changed: its work is shared anew. */
  public void rebalance() {
    subscriptions.rebalance();
  }

  /** Reads nothing new; the future ends when what was in hand is handled. */
  public Future<Void> stop() {
    Future<Void> known = stopped;
    if (known == null) {
      surroundings.vertx().cancelTimer(timer);
      retention.stop(surroundings.vertx());
      known = subscriptions.stop();
      stopped = known;
    }
    return known;
  }
}
