package io.sennit.gateway.feed;

import io.sennit.gateway.feed.Connection.Owner;
import io.sennit.mesh.message.Identity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one client is told, of all logs that it wants. */
final class EventStream implements Owner {
  private final Scene scene;
  private final FeedMeter meter;
  private final Identity identity;
  private final Wish wish;
  private final Cursor begun;
  private final Connection connection;
  private final Map<String, Lane> lanes = new LinkedHashMap<>();
  private final Runnable atEnd;
  private String told = "";
  private long spoke;
  private boolean awaitsRoom;
  private boolean isOver;

  /**
   * Who listens to what, and behind which places.
   *
   * @param since from when on a log is told that the cursor does not name; null for the end of it
   */
  record Terms(
      Identity identity, Wish wish, Cursor cursor, @Nullable Instant since) {}

  EventStream(Scene scene, FeedMeter meter, Terms terms, Connection connection, Runnable atEnd) {
    this.scene = scene;
    this.meter = meter;
    this.identity = terms.identity();
    this.wish = terms.wish();
    this.begun = terms.cursor();
    this.connection = connection;
    this.atEnd = atEnd;
    this.spoke = scene.now();
  }

  Scene scene() {
    return scene;
  }

  FeedMeter meter() {
    return meter;
  }

  Identity identity() {
    return identity;
  }

  Wish wish() {
    return wish;
  }

  boolean isOver() {
    return isOver;
  }

  /** From when on logs are told that come later. */
  Instant since() {
    return begun.since();
  }

  /** Also tells what this log has, behind the place that the cursor names, if it does. */
  void follow(String service, Tail tail, @Nullable Instant since) {
    if (isOver || lanes.containsKey(service) || !wish.isOf(service)) {
      return;
    }
    long place = begun.places().getOrDefault(service, Lane.NOWHERE);
    Lane lane = new Lane(this, tail, service, place, since);
    lanes.put(service, lane);
    lane.advance();
  }

  boolean isFull() {
    return connection.isFull();
  }

  void awaitRoom() {
    awaitsRoom = true;
  }

  @Override
  public void drained() {
    if (awaitsRoom) {
      awaitsRoom = false;
      advance();
    }
  }

  /** All that wait try again. */
  void advance() {
    for (Lane lane : lanes.values().toArray(Lane[]::new)) {
      lane.advance();
    }
  }

  void tell(Told event) {
    told = cursor().toString();
    spoke = scene.now();
    connection.write(
        "id: " + told + "\nevent: " + event.type() + "\ndata: " + event.text() + "\n\n");
    meter.told();
  }

  /** A client that is told nothing yet can resume from here all the same. */
  void placed() {
    if (lanes.values().stream().allMatch(lane -> lane.place() != Lane.NOWHERE)) {
      tellPlace("");
    }
  }

  private void tellPlace(String before) {
    String place = cursor().toString();
    String id = place.equals(told) ? "" : "id: " + place + "\n";
    told = place;
    if (!before.isEmpty() || !id.isEmpty()) {
      connection.write(before + id + "\n");
    }
  }

  private Cursor cursor() {
    SortedMap<String, Long> places = new TreeMap<>(begun.places());
    lanes.forEach((service, lane) -> {
      long place = lane.place();
      if (place != Lane.NOWHERE) {
        places.put(service, place);
      }
    });
    return new Cursor(begun.since(), places);
  }

  /** Shows that it is alive, if it has said nothing for so long. */
  void beat(long now, long everyMillis) {
    if (!isOver && now - spoke >= everyMillis && !isFull()) {
      spoke = now;
      tellPlace(": nothing new\n");
    }
  }

  /** Events that it would have to tell are no longer kept. */
  void gone(String service) {
    JsonObject problem = Gone.of(service).json();
    connection.write("event: gone\ndata: " + problem.encode() + "\n\n");
    end("events were dropped that this stream had not told yet");
  }

  /** Ends it so that its client knows that it may come again with its cursor. */
  Future<Void> end(String why) {
    if (isOver) {
      return Future.succeededFuture();
    }
    Future<Void> ended = connection.end(": the stream ends: " + why + "\n\n");
    closed();
    return ended;
  }

  /** Its client has gone, or is to go. */
  @Override
  public void closed() {
    if (!isOver) {
      isOver = true;
      lanes.values().forEach(Lane::leave);
      atEnd.run();
    }
  }
}
