package io.sennit.bench.trial;

import io.sennit.mesh.message.Call;
import io.sennit.testkit.TestNode;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Many who have things told at once, until they are stopped, and who note what was answered. */
final class Producers {
  private static final int MANY = 32;
  private static final int SUBJECTS = 200;
  private static final int PAUSE_MILLIS = 5;

  private final TestNode node;
  private final List<Future<Void>> working = new ArrayList<>();
  private final Map<String, Integer> answered = new ConcurrentHashMap<>();
  final AtomicInteger told = new AtomicInteger();
  final AtomicInteger undone = new AtomicInteger();
  final AtomicInteger unanswered = new AtomicInteger();
  private volatile boolean stopped;

  Producers(TestNode node, long seed) {
    this.node = node;
    for (int i = 0; i < MANY; i++) {
      Promise<Void> end = Promise.promise();
      Random random = new Random(seed * MANY + i);
      node.vertx().runOnContext(here -> next(random, end));
      working.add(end.future());
    }
  }

  /** The highest number of each subject that was answered for. */
  Map<String, Integer> answered() {
    return answered;
  }

  void stop() {
    stopped = true;
    Wait.forResult(Future.all(working));
  }

  private void next(Random random, Promise<Void> end) {
    if (stopped) {
      end.complete();
      return;
    }
    JsonObject telling = telling(random);
    node.mesh()
        .client()
        .handle(Call.to("teller.tell", telling))
        .onComplete(
            reply -> {
              JsonObject last = reply.json();
              told.addAndGet(telling.getInteger("events") * last.size());
              last.forEach(subject ->
                  answered.merge(subject.getKey(), (Integer) subject.getValue(), Math::max));
            },
            failure -> (telling.getBoolean("undo") ? undone : unanswered).incrementAndGet())
        .onComplete(done ->
            node.vertx().setTimer(1 + random.nextInt(PAUSE_MILLIS), rested -> next(random, end)));
  }

  /** Most commit at once, some take their positions early and commit late, some are undone. */
  private static JsonObject telling(Random random) {
    // Locked in their order, so that two that tell of the same do not wait for each other.
    TreeSet<String> subjects = new TreeSet<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      subjects.add("s" + random.nextInt(SUBJECTS));
    }
    int dice = random.nextInt(100);
    int millis = dice < 70 ? 0 : dice < 95 ? random.nextInt(10) : random.nextInt(150);
    return new JsonObject()
        .put("subjects", new JsonArray(List.copyOf(subjects)))
        .put("events", 1 + random.nextInt(4))
        .put("millis", millis)
        .put("undo", random.nextInt(10) == 0);
  }
}
