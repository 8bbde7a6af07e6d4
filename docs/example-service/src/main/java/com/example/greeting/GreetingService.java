package com.example.greeting;

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
import io.vertx.core.json.JsonObject;

/** Greets people, and remembers how often. */
public final class GreetingService implements Service {
  private static final Schema WHO =
      Schema.object().required("name", Schema.string().length(1, 40));

  private Greetings greetings;

  @Override
  public ServiceSpec spec() {
    // Greeting counts, so it is a POST: a GET whose answer was lost is repeated unasked.
    Operation.Builder greet = Operation.named("greet").post("/greeting");
    Operation.Builder lookUp = Operation.named("look-up").get("/greeting/{name}");
    return ServiceSpec.named("greeting")
        .version("1.0.0")
        .keepsData("db/greeting")
        .operation(greet.access(Access.ANYONE).input(WHO).handledBy(this::greet))
        .operation(lookUp.access(Access.ANYONE).input(WHO).handledBy(this::lookUp))
        .build();
  }

  @Override
  public Future<Void> start(ServiceContext context) {
    greetings = new Greetings(context.store());
    return Future.succeededFuture();
  }

  private Future<Reply> greet(Call call) {
    String name = call.input().getString("name");
    return greetings.count(call, name).map(times -> greeting(name, times));
  }

  private Future<Reply> lookUp(Call call) {
    String name = call.input().getString("name");
    return greetings
        .lookUp(call, name)
        .map(times -> greeting(name, times.orElseThrow(() -> neverGreeted(name))));
  }

  private static Reply greeting(String name, long times) {
    return Reply.ok(new JsonObject().put("greeting", "Hello, " + name + "!").put("times", times));
  }

  // What the caller should know is a Problem. Any other exception is a defect: logged, answered
  // 500.
  private static Problem neverGreeted(String name) {
    return Problem.of(
        Kind.NOT_FOUND, "Nobody has greeted " + name + " yet: POST /greeting to be the first.");
  }
}
