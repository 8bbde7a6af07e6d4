package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The log of another service, as any of its instances gives it. */
final class Log {
  static final String FETCH = "events-fetch";
  static final String POSITION = "events-position";
  static final String READ = "events-read";
  static final String LAG = "events-lag";

  /** One fetch brings events for several transactions where these are small. */
  private static final int LEAST = 64;

  private final Reading reading;
  private final CallHandler mesh;

  Log(Reading reading, CallHandler mesh) {
    this.reading = reading;
    this.mesh = mesh;
  }

  Future<Fetched> fetch(Call call, List<Place> places) {
    Map<Integer, Long> after = new TreeMap<>();
    Map<Integer, Long> committed = new TreeMap<>();
    for (Place place : places) {
      after.put(place.partition(), place.seen());
      committed.put(place.partition(), place.committed());
    }
    FetchRequest request = new FetchRequest(
        reading.reader(),
        after,
        committed,
        reading.subscription().types(),
        Math.max(LEAST, reading.terms().batch()));
    return ask(call, FETCH, request.toJson()).map(Fetched::of);
  }

  /** Behind which positions a group that is new begins. */
  Future<Map<Integer, Long>> start(Call call) {
    return position(call, reading.terms().start()).map(reply -> Positions.of(reply, "places"));
  }

  Future<JsonObject> position(Call call, Start start) {
    return ask(call, POSITION, start.toJson());
  }

  /** The next page of what the group wants of a subject. */
  Future<JsonObject> read(Call call, String subject, long after) {
    return ask(
        call,
        READ,
        new JsonObject()
            .put("subject", subject)
            .put("types", new JsonArray(reading.subscription().types()))
            .put("after", after)
            .put("limit", 1_000));
  }

  /** How much of what the group wants is behind these positions, or that it should ask later. */
  Future<JsonObject> lag(Call call, Map<Integer, Long> places) {
    return ask(
        call,
        LAG,
        new JsonObject()
            .put("reader", reading.reader())
            .put("places", Positions.toJson(places))
            .put("types", new JsonArray(reading.subscription().types())));
  }

  private Future<JsonObject> ask(Call call, String operation, JsonObject input) {
    return mesh.handle(call.onward(reading.from() + "." + operation, input))
        .map(reply -> reply.json());
  }
}
