package io.sennit.gateway.feed;

import io.sennit.gateway.feed.Watches.Wanted;
import io.sennit.gateway.feed.Watches.Watch;
import io.sennit.mesh.feed.Logs;
import io.sennit.mesh.message.Identity;
import io.vertx.core.Future;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the end of one log, once for all streams of the gateway that are there: when something is
 * said to be new, and each second, as long as there is anybody to read for.
 *
 * <p>Only what somebody here may see is asked for. Whoever comes anew is told from then on, and
 * reads what was before by itself.
 */
final class Tail {
  private static final Logger log = LoggerFactory.getLogger(Tail.class);
  private static final long UNKNOWN = -1;
  private static final int PAGE = 1_000;
  private static final long QUIET_MILLIS = 5;

  private final String service;
  private final Scene scene;
  private final FeedMeter meter;
  private final Window window;
  private final Watches watches = new Watches();
  private final Set<Lane> waiting = new LinkedHashSet<>();
  private final MessageConsumer<Object> hints;
  private Instant asked = Instant.EPOCH;
  private long head = UNKNOWN;
  private boolean readsAll;
  private boolean reading;
  private boolean again;
  private boolean failing;

  Tail(String service, Scene scene, FeedMeter meter) {
    this.service = service;
    this.scene = scene;
    this.meter = meter;
    this.window = new Window(scene.rules().window(), scene.rules().windowCharacters());
    this.hints =
        scene.vertx().eventBus().consumer(Logs.hintsOf(service), hint -> scene.run(this::read));
  }

  /** From now on it reads also for this one. */
  Watch join(Lane lane, Identity identity) {
    if (watches.isEmpty()) {
      head = UNKNOWN;
      readsAll = false;
      asked = scene.clock().instant();
    }
    Watch watch = watches.add(lane, identity);
    if (head != UNKNOWN && (!reading || readsAll)) {
      // The next page begins there and is for this one too, or the present one is for everybody.
      watch.begin(head);
    }
    read();
    return watch;
  }

  void leave(Lane lane, Watch watch) {
    waiting.remove(lane);
    watches.remove(lane, watch);
  }

  /** Whether it can tell the lane all that comes behind that position. */
  boolean covers(Watch watch, long position) {
    return head != UNKNOWN
        && watch.hasBegun()
        && position >= Math.max(watch.since(), window.floor());
  }

  /** Whether all behind that position has been read here, and so is certainly kept. */
  boolean hasRead(long position) {
    return head != UNKNOWN && position >= window.floor();
  }

  /** The last position that it has read to. */
  long head() {
    return head;
  }

  List<Told> behind(long position) {
    return window.behind(position);
  }

  Watches watches() {
    return watches;
  }

  /** Lets the lane try again when something has been read. */
  void wake(Lane lane) {
    waiting.add(lane);
  }

  /** Looks whether there is anything new. */
  void read() {
    if (watches.isEmpty()) {
      return;
    }
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    again = false;
    Future<Boolean> outcome = head == UNKNOWN ? begin() : next();
    outcome.onComplete(done -> {
      reading = false;
      report(done.cause());
      if (again || (done.succeeded() && done.result())) {
        scene.context().setTimer(QUIET_MILLIS, quiet -> read());
      }
    });
  }

  private void report(Throwable failure) {
    if (failure != null && !failing) {
      log.warn(
          "The log of {} cannot be read now, so its events reach the streams of this gateway later: {}",
          service,
          failure.toString());
    }
    failing = failure != null;
  }

  /** Now, but not later than when somebody first wanted it. */
  private Future<Boolean> begin() {
    String from = failing ? asked.toString() : "now";
    meter.tailRead();
    return scene
        .here(scene
            .logs()
            .find(Scene.call(Identity.OPERATOR), service, new JsonObject().put("from", from)))
        .map(found -> {
          watches.use(found.audience());
          head = found.position();
          window.begin(head);
          return true;
        });
  }

  private Future<Boolean> next() {
    Wanted wanted = watches.wanted();
    JsonObject input = new JsonObject().put("after", head).put("limit", PAGE);
    if (!wanted.isAll()) {
      input
          .put("owners", new JsonArray(List.copyOf(wanted.owners())))
          .put("open", new JsonArray(List.copyOf(wanted.open())));
    }
    long after = head;
    readsAll = wanted.isAll();
    meter.tailRead();
    return scene
        .here(scene.logs().read(Scene.call(Identity.OPERATOR), service, input))
        .map(json -> {
          Page page = Page.of(json);
          if (page.gone()) {
            restart();
            return true;
          }
          if (!page.audience().equals(watches.audience())) {
            // What it brings was chosen by another rule, and something may be missing.
            watches.use(page.audience());
            return true;
          }
          wanted.by().forEach(watch -> watch.begin(after));
          take(page);
          return page.more();
        });
  }

  /** It was away for longer than events are kept; those who were told the end until then look. */
  private void restart() {
    head = UNKNOWN;
    asked = scene.clock().instant();
    watches.all().forEach(watch -> watch.lanes().forEach(Lane::fallBack));
  }

  private void take(Page page) {
    for (Told told : page.events()) {
      window.add(told);
      for (Watch watch : watches.of(told)) {
        watch.lanes().forEach(lane -> lane.offer(told, watches.audience()));
      }
      head = told.position();
    }
    head = Math.max(head, page.upTo());
    List<Lane> woken = new ArrayList<>(waiting);
    waiting.clear();
    woken.forEach(Lane::advance);
  }

  void close() {
    hints.unregister();
  }
}
