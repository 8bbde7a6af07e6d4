package io.sennit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServicesThatCallAndChangeTest {
  private TestCluster cluster;
  private TestNode caller;

  @BeforeEach
  void start() {
    cluster = TestCluster.of(3);
    caller = cluster.node(0);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aNewOperationIsOnlyAskedOfInstancesThatHaveItAndTheOldOnesStay() {
    cluster.node(1).host(() -> new Versioned("1.0.0"));
    cluster.node(2).host(() -> new Versioned("2.0.0"));
    cluster.awaitInstances("versioned", 2);

    for (int i = 0; i < 100; i++) {
      assertThat(version("versioned.added")).isEqualTo("2.0.0");
    }

    assertThat(caller.mesh().client().outlooks().get(0).instances())
        .hasSize(2)
        .allMatch(instance -> instance.breaker().equals("CLOSED") && instance.trips() == 0);
    Wait.until(
        "the old instance goes on as well", () -> version("versioned.always").equals("1.0.0"));
  }

  /** It would be repeated as if nothing had been done, and done twice. */
  @Test
  void aCallThatDidSomethingIsNotRepeatedBecauseAnInnerOneWasNotRun() {
    Outer first = new Outer();
    Outer second = new Outer();
    cluster.node(1).host(() -> first);
    cluster.node(2).host(() -> second);
    cluster.awaitInstances("outer", 2);
    TestNode gone = cluster.add();
    gone.host(() -> new Versioned("1.0.0"));
    cluster.awaitInstances("versioned", 1);
    cluster.leave(gone);
    cluster.awaitInstances("versioned", 0);

    Problem problem = catchThrowableOfType(
        Problem.class, () -> caller.call(Call.to("outer.place").within(Duration.ofSeconds(5))));

    assertThat(problem.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(problem.executed()).isTrue();
    assertThat(first.done.get() + second.done.get())
        .as("times that it was done")
        .isEqualTo(1);
  }

  private String version(String operation) {
    return caller.call(Call.to(operation)).json().getString("version");
  }

  /** From its second version on it has one operation more. */
  private record Versioned(String version) implements Service {
    @Override
    public ServiceSpec spec() {
      ServiceSpec.Builder spec =
          ServiceSpec.named("versioned").version(version).operation(operation("always"));
      return version.startsWith("2") ? spec.operation(operation("added")).build() : spec.build();
    }

    private Operation.Builder operation(String name) {
      return Operation.named(name)
          .access(Access.ANYONE)
          .handledBy(
              call -> Future.succeededFuture(Reply.ok(new JsonObject().put("version", version))));
    }
  }

  /** Does something that must not be done twice, and then calls another service. */
  private static final class Outer implements Service {
    final AtomicInteger done = new AtomicInteger();
    private CallHandler mesh = call -> Future.failedFuture("not started");

    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named("outer")
          .operation(Operation.named("place").access(Access.ANYONE).handledBy(call -> {
            done.incrementAndGet();
            return mesh.handle(call.onward("versioned.always", new JsonObject()));
          }))
          .build();
    }

    @Override
    public Future<Void> start(ServiceContext context) {
      mesh = context.mesh();
      return Future.succeededFuture();
    }
  }
}
