package io.sennit.bench.events;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A service that tells and one that takes, with logs and tables of their own. */
final class Pair {
  private static final int LONGEST_SECONDS = 120;

  private final String name;
  private final Function<Call, Future<Reply>> mesh;
  private volatile Turn turn = new Turn(0);

  Pair(String name, Function<Call, Future<Reply>> mesh) {
    this.name = name;
    this.mesh = mesh;
  }

  String name() {
    return name;
  }

  Turn turn() {
    return turn;
  }

  Turn begin(int events) {
    turn = new Turn(events);
    return turn;
  }

  /** Some that are told in one transaction. */
  Future<Reply> tell(int first, int count) {
    return call("tell", Teller.told(first, count));
  }

  Future<Reply> tellPoison() {
    return call("tell-poison", new JsonObject());
  }

  /** How many a second are taken of a backlog that is told at once. */
  double drain(int events) throws Exception {
    Turn now = begin(events);
    tell(0, events).await(LONGEST_SECONDS, TimeUnit.SECONDS);
    now.await(LONGEST_SECONDS);
    return now.eventsPerSecond();
  }

  private Future<Reply> call(String operation, JsonObject input) {
    return mesh.apply(Call.to(name + "." + operation, input));
  }
}
