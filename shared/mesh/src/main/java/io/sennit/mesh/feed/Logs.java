package io.sennit.mesh.feed;

import io.sennit.mesh.directory.Directory;
import io.sennit.mesh.directory.ServiceEntry;
import io.sennit.mesh.event.Hints;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The logs of the services that have one, as whoever asks may see them. */
public final class Logs {
  /** An operation that a service has when its log can be looked at. */
  public static final String READ = "events-read";

  private static final String POSITION = "events-position";

  private final Directory directory;
  private final CallHandler mesh;

  public Logs(Directory directory, CallHandler mesh) {
    this.directory = directory;
    this.mesh = mesh;
  }

  /** The services that have a log, also those that nobody hosts at the moment. */
  public List<String> services() {
    return directory.services().stream()
        .filter(service -> service.description().operation(READ) != null)
        .map(ServiceEntry::name)
        .sorted()
        .toList();
  }

  /** A page of what the caller may see. */
  public Future<JsonObject> read(Call call, String service, JsonObject input) {
    return ask(call, service, READ, input);
  }

  /** Behind which position a reader begins; only operators are told. */
  public Future<Found> find(Call call, String service, JsonObject start) {
    return ask(call, service, POSITION, start).map(Found::of);
  }

  /** Where on the event bus a service says that there is something new; it may get lost. */
  public static String hintsOf(String service) {
    return Hints.address("/" + service);
  }

  private Future<JsonObject> ask(Call call, String service, String operation, JsonObject input) {
    return mesh.handle(call.onward(service + "." + operation, input)).map(Reply::json);
  }
}
