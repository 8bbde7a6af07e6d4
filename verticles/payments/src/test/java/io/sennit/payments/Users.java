package io.sennit.payments;

import io.sennit.contracts.User;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** Stands for the users' service: knows everybody but one, and is away when a test wants it. */
final class Users implements Service {
  static final String NOBODY = "01a1fb06-0c2d-7656-9931-3fb6108ef384";

  private final Absence absence;

  /** Whether it answers. */
  static final class Absence {
    private volatile boolean begun;

    void during(Runnable task) {
      begun = true;
      try {
        task.run();
      } finally {
        begun = false;
      }
    }
  }

  Users(Absence absence) {
    this.absence = absence;
  }

  @Override
  public ServiceSpec spec() {
    OperationId exists = OperationId.parse(User.EXISTS);
    return ServiceSpec.named(exists.service())
        .operation(Operation.named(exists.operation())
            .access(Access.roles("admin"))
            .input(Schema.object().required("id", Schema.uuid()))
            .handledBy(this::exists))
        .build();
  }

  private Future<Reply> exists(Call call) {
    if (absence.begun) {
      return Future.failedFuture(Problem.of(Kind.UNAVAILABLE, "away"));
    }
    boolean exists = !call.input().getString("id").equals(NOBODY);
    return Future.succeededFuture(Reply.ok(new JsonObject().put("exists", exists)));
  }
}
