package io.sennit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.sennit.mesh.message.Access;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes, and one of them has an instance on each event loop. */
class CallsKeepToTheirLaneTest {
  private static final int CALLS = 50;

  private static TestCluster cluster;
  private static TestNode other;
  private static TestNode host;

  @BeforeAll
  static void start() {
    cluster = TestCluster.of(2);
    other = cluster.node(0);
    host = cluster.node(1);
    int loops = contexts(host).size();
    Wait.forResult(host.mesh().host(ThreadService::new, loops));
    cluster.awaitInstances("thread", loops);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @Test
  void thoseFromOneEventLoopGoToOneOfTheOtherNodeAndToAnotherOneFromEach() {
    Set<String> all = new HashSet<>();
    List<Context> callers = contexts(other);
    callers.forEach(caller -> {
      Map<String, Integer> answered = whoAnswers(other, caller);
      assertThat(answered).hasSize(1);
      all.addAll(answered.keySet());
    });
    assertThat(all).hasSameSizeAs(callers);
  }

  @Test
  void thoseWithinANodeStayOnTheirEventLoop() {
    contexts(host)
        .forEach(caller ->
            assertThat(whoAnswers(host, caller)).containsOnlyKeys(nameOfThreadOf(caller)));
  }

  private static Map<String, Integer> whoAnswers(TestNode from, Context caller) {
    Map<String, Integer> answered = new LinkedHashMap<>();
    for (int i = 0; i < CALLS; i++) {
      Promise<Reply> reply = Promise.promise();
      caller.runOnContext(
          v -> from.mesh().client().handle(Call.to("thread.name")).onComplete(reply));
      answered.merge(Wait.forResult(reply.future()).json().getString("name"), 1, Integer::sum);
    }
    return answered;
  }

  private static String nameOfThreadOf(Context caller) {
    Promise<String> name = Promise.promise();
    caller.runOnContext(v -> name.complete(Thread.currentThread().getName()));
    return Wait.forResult(name.future());
  }

  private static List<Context> contexts(TestNode node) {
    VertxInternal vertx = (VertxInternal) node.vertx();
    List<Context> contexts = new ArrayList<>();
    for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
      contexts.add(vertx.contextBuilder().withEventLoop((EventLoop) loop).build());
    }
    return contexts;
  }

  /** Says which thread its instance is on. */
  private static final class ThreadService implements Service {
    @Override
    public ServiceSpec spec() {
      return ServiceSpec.named("thread")
          .version("1.0.0")
          .operation(Operation.named("name").access(Access.ANYONE).handledBy(ThreadService::name))
          .build();
    }

    private static Future<Reply> name(Call call) {
      return Future.succeededFuture(
          Reply.ok(new JsonObject().put("name", Thread.currentThread().getName())));
    }
  }
}
