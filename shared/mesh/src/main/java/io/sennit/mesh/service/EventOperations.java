package io.sennit.mesh.service;

import io.sennit.mesh.event.Events;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.CallHandler;
import java.util.List;
import java.util.function.Supplier;

/** What every service with data offers to those who read its log. */
final class EventOperations {
  static final String PREFIX = "events-";

  private EventOperations() {}

  static List<Operation> of(Supplier<Events> events) {
    return List.of(
        // The most frequent call of all looks at its few fields itself, which costs less.
        operation("fetch", call -> events.get().source().fetch(call))
            .input(Schema.object().with("additionalProperties", true))
            .build(),
        operation("position", call -> events.get().source().position(call))
            .input(Schema.object()
                .optional("from", Schema.string())
                .optional("behind", Schema.integer()))
            .build(),
        operation("trim", call -> events.get().trimming().trim(call))
            .input(Schema.object()
                .required("before", Schema.string().format("date-time"))
                .optional("force", Schema.bool()))
            .build(),
        Operation.ofMesh(PREFIX, "forget")
            .handledBy(call -> events.get().trimming().forget(call))
            .input(Schema.object().required("reader", Schema.string().length(1, 255)))
            .build());
  }

  /** What it offers to those who look at its log, each of whom sees what is theirs. */
  static Operation forVisitors(Supplier<Events> events) {
    Schema texts = Schema.array(Schema.string());
    return operation("read", call -> events.get().view().read(call))
        .access(Access.AUTHENTICATED)
        .input(page()
            .optional("before", Schema.integer())
            .optional("types", texts)
            .optional("subject", Schema.string())
            .optional("owners", texts)
            .optional("open", texts))
        .build();
  }

  /** What it offers to operators on top of that. */
  static List<Operation> forOperators(Supplier<Events> events) {
    Schema types = Schema.array(Schema.string());
    return List.of(
        operation("lag", call -> events.get().view().lag(call))
            .input(Schema.object()
                .required("places", Schema.map(Schema.integer()))
                .optional("reader", Schema.string())
                .optional("types", types)
                .optional("limit", Schema.integer().range(1, 100_000)))
            .build(),
        operation("groups", call -> events.get().desk().groups(call)).build(),
        operation("dead", call -> events.get().desk().dead(call))
            .input(page()
                .optional("id", Schema.string())
                .optional("group", Schema.string())
                .optional("source", Schema.string())
                .optional("subject", Schema.string())
                .optional("state", Schema.oneOf("DEAD", "RETRYING", "WAITING")))
            .build(),
        operation("retry", call -> events.get().desk().retry(call))
            .input(Schema.object().required("id", Schema.string()))
            .build(),
        changing("drop", call -> events.get().desk().drop(call))
            .input(Schema.object().required("id", Schema.string()))
            .build(),
        changing("replay", call -> events.get().desk().replay(call))
            .input(Schema.object()
                .required("group", Schema.string())
                .optional("source", Schema.string())
                .optional("from", Schema.string())
                .optional("subject", Schema.string())
                .optional("force", Schema.bool()))
            .build());
  }

  private static Schema page() {
    return Schema.object()
        .optional("after", Schema.integer())
        .optional("limit", Schema.integer().range(1, 1_000));
  }

  private static Operation.Builder operation(String name, CallHandler handler) {
    return changing(name, handler).idempotent();
  }

  private static Operation.Builder changing(String name, CallHandler handler) {
    return Operation.ofMesh(PREFIX, name).handledBy(handler);
  }
}
