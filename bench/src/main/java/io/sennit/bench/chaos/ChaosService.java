package io.sennit.bench.chaos;

import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Schema;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The service that the scenarios break; nodes get it by {@code --services}, as they get their
 * users' own. Each answer names the process it comes from.
 */
public final class ChaosService implements Service {
  private static final long OWN = ProcessHandle.current().pid();

  private @Nullable Vertx vertx;
  private @Nullable Workers workers;
  private SplittableRandom chance = new SplittableRandom(0);
  private double share;
  private long executed;
  private long late;

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("chaos")
        .version("1.0.0")
        .operation(open("fast", this::fast))
        .operation(open("slow", this::slow))
        .operation(open("limited", this::limited))
        .operation(open("flaky", this::flaky))
        .operation(Operation.named("failing")
            .idempotent()
            .input(Schema.object()
                .required("share", Schema.number().range(0, 1))
                .required("seed", Schema.integer()))
            .handledBy(this::failing))
        .operation(Operation.named("count").idempotent().handledBy(this::count))
        .build();
  }

  private Operation.Builder open(String name, Supplier<Future<Reply>> work) {
    return Operation.named(name)
        .get("/chaos/" + name)
        .access(Access.ANYONE)
        .input(Schema.object()
            .optional("until", Schema.integer().described("When its caller gives up, epoch ms")))
        .handledBy(call -> counted(call, work));
  }

  @Override
  public Future<Void> start(ServiceContext context) {
    vertx = context.vertx();
    workers = new Workers(context.vertx());
    return Future.succeededFuture();
  }

  /** Late is told by the wall clock, so that the mesh's own reckoning is not asked about itself. */
  private Future<Reply> counted(Call call, Supplier<Future<Reply>> work) {
    executed++;
    if (call.input().getLong("until", Long.MAX_VALUE) < System.currentTimeMillis()) {
      late++;
    }
    return work.get();
  }

  private Future<Reply> fast() {
    return Future.succeededFuture(here());
  }

  /** Long enough that a process that dies has some of these in hand. */
  private Future<Reply> slow() {
    return Objects.requireNonNull(vertx).timer(20).map(passed -> here());
  }

  private Future<Reply> limited() {
    return Objects.requireNonNull(workers).work().map(done -> here());
  }

  private Future<Reply> flaky() {
    return chance.nextDouble() < share
        ? Future.failedFuture(Problem.of(Kind.UNAVAILABLE, "This instance was told to fail."))
        : fast();
  }

  private Future<Reply> failing(Call call) {
    share = call.input().getDouble("share");
    chance = new SplittableRandom(call.input().getLong("seed"));
    return Future.succeededFuture(here());
  }

  private Future<Reply> count(Call call) {
    return Future.succeededFuture(
        Reply.ok(new JsonObject().put("pid", OWN).put("executed", executed).put("late", late)));
  }

  private static Reply here() {
    return Reply.ok(new JsonObject().put("pid", OWN));
  }
}
