package io.sennit.mesh.service;

import io.sennit.mesh.event.Events;
import io.sennit.mesh.message.CallHandler;
import java.util.List;
import java.util.function.Supplier;

/** What every service with data offers to those who read its log. */
final class EventOperations {
  static final String PREFIX = "events-";

  private EventOperations() {}

  static List<Operation> of(Supplier<Events> events) {
    Schema places = Schema.map(Schema.integer());
    return List.of(
        operation("fetch", call -> events.get().source().fetch(call))
            .input(Schema.object()
                .required("places", places)
                .optional("committed", places)
                .optional("reader", Schema.string())
                .optional("types", Schema.array(Schema.string()))
                .optional("limit", Schema.integer().range(1, 1_000)))
            .build(),
        operation("position", call -> events.get().source().position(call))
            .input(Schema.object().optional("from", Schema.string()))
            .build());
  }

  private static Operation.Builder operation(String name, CallHandler handler) {
    return Operation.ofMesh(PREFIX, name).idempotent().handledBy(handler);
  }
}
