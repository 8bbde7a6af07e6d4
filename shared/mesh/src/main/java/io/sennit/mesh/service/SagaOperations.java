package io.sennit.mesh.service;

import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.saga.Sagas;
import java.util.List;
import java.util.function.Supplier;

/** What every service with sagas offers to its operators. */
final class SagaOperations {
  static final String PREFIX = "sagas-";

  private SagaOperations() {}

  static List<Operation> of(Supplier<Sagas> sagas) {
    Schema one = Schema.object().required("id", Schema.string()).optional("name", Schema.string());
    return List.of(
        operation("list", call -> sagas.get().list(call))
            .idempotent()
            .input(Schema.object()
                .optional(
                    "state",
                    Schema.oneOf("RUNNING", "COMPENSATING", "PARKED", "COMPLETED", "FAILED"))
                .optional("name", Schema.string())
                .optional("limit", Schema.integer().range(1, 1_000))
                .optional("after", Schema.integer()))
            .build(),
        operation("read", call -> sagas.get().read(call))
            .idempotent()
            .input(one)
            .build(),
        operation("retry", call -> sagas.get().retry(call)).input(one).build());
  }

  private static Operation.Builder operation(String name, CallHandler handler) {
    return Operation.ofMesh(PREFIX, name).handledBy(handler);
  }
}
