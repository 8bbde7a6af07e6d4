package io.sennit.mesh.guard;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Instances that answer when the test says so, each called once at most by the same call. */
final class FakeInstances implements Sending {
  static final Reply REPLY = Reply.ok(new JsonObject().put("answer", 42));

  private final int count;
  private final List<Sent> sent = new ArrayList<>();

  /** A call on its way to an instance. */
  record Sent(int instance, Call call, Promise<Reply> promise) {}

  FakeInstances(int count) {
    this.count = count;
  }

  @Override
  public Future<Reply> send(Call call, Tried tried) {
    for (int i = 0; i < count; i++) {
      Integer instance = i;
      if (!tried.contains(instance)) {
        tried.add(instance);
        Promise<Reply> promise = Promise.promise();
        sent.add(new Sent(i, call, promise));
        return promise.future();
      }
    }
    return Future.failedFuture(refused("nobody is left"));
  }

  /** The instances that were called, in that order. */
  List<Integer> called() {
    return sent.stream().map(Sent::instance).toList();
  }

  void forget() {
    sent.clear();
  }

  Call callTo(int number) {
    return sent.get(number).call();
  }

  void answers(int number) {
    sent.get(number).promise().complete(REPLY);
  }

  void fails(int number, Throwable failure) {
    sent.get(number).promise().fail(failure);
  }

  static Call call() {
    return Call.to("time.now");
  }

  static Problem refused(String detail) {
    return Problem.refused(detail, Duration.ofSeconds(1));
  }

  static Problem lost() {
    return Problem.of(Kind.UNAVAILABLE, "the connection was lost");
  }
}
