package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The log of another service, as any of its instances gives it. */
final class Log {
  static final String FETCH = "events-fetch";
  static final String POSITION = "events-position";

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
        reading.terms().batch());
    return ask(call, FETCH, request.toJson()).map(Fetched::of);
  }

  /** Behind which positions a group that is new begins. */
  Future<Map<Integer, Long>> start(Call call) {
    return ask(call, POSITION, reading.terms().start().toJson())
        .map(reply -> FetchRequest.places(reply, "places"));
  }

  private Future<JsonObject> ask(Call call, String operation, JsonObject input) {
    return mesh.handle(call.onward(reading.from() + "." + operation, input))
        .map(reply -> reply.json());
  }
}
