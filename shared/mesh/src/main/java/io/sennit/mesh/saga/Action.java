package io.sennit.mesh.saga;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.function.Function;

/** One direction of a step. */
sealed interface Action {

  /**
   * A command to another service, and the types of events by which it answers.
   *
   * @param no the types that refuse the command; the reason is in their data's field of that name
   */
  record Send(
      String to, String type, Function<SagaRun, JsonObject> data, Set<String> yes, Set<String> no)
      implements Action {}

  /** Something that the saga's own service does. */
  record Work(SagaHandler handler) implements Action {}
}
