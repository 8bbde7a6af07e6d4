package io.sennit.mesh.store;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Work of one kind for calls that share their transactions: while some of it is done, what comes
 * gathers, and is done together. Who comes alone waits for nobody. Used on one event loop.
 */
public final class Gathering<T> {
  /** While one group waits for the disk, the next one is worked on. */
  private static final int MOST_AT_WORK = 2;

  private static final int LARGEST_GROUP = 128;
  private static final int LONGEST_LINE = 4_096;

  /** What befalls all of a group, and would befall each of them alone as well. */
  private static final Set<Kind> OF_ALL =
      Set.of(Kind.UNAVAILABLE, Kind.DEADLINE_EXCEEDED, Kind.CANCELLED);

  private final Store store;
  private final SharedWork<T> work;
  private final Context context;
  private final Queue<Waiting<T>> line = new ArrayDeque<>();
  private boolean looking;
  private int atWork;

  /** @param inARush whether it stands behind those at work, and waits for nothing that follows */
  private record Waiting<T>(Asked<T> asked, Promise<Reply> answer, boolean inARush) {
    Call call() {
      return asked.piece().call();
    }
  }

  Gathering(Store store, SharedWork<T> work, Context context) {
    this.store = store;
    this.work = work;
    this.context = context;
  }

  /** As {@link Store#once(Call, Sequel, java.util.function.Function)} does it. */
  public Future<Reply> once(Call call, Sequel sequel, T wanted) {
    if (line.size() >= LONGEST_LINE) {
      return Future.failedFuture(
          Problem.of(
              Kind.UNAVAILABLE,
              LONGEST_LINE
                  + " calls wait for the database already: ask again, or run the service on more nodes."));
    }
    return Asked.of(call, wanted, sequel).compose(this::join);
  }

  private Future<Reply> join(Asked<T> asked) {
    // Who waits for what follows would not be served by letting that wait.
    boolean inARush = atWork == MOST_AT_WORK && asked.sequel().isNone();
    Waiting<T> waiting = new Waiting<>(asked, Promise.promise(), inARush);
    line.add(waiting);
    if (inARush) {
      store.rush().came();
    }
    lookSoon();
    return waiting.answer().future();
  }

  /** After what came in the same turn of the event loop has joined the line. */
  private void lookSoon() {
    if (!looking && atWork < MOST_AT_WORK) {
      looking = true;
      context.runOnContext(later -> {
        looking = false;
        look();
      });
    }
  }

  private void look() {
    if (atWork == MOST_AT_WORK) {
      return;
    }
    List<Waiting<T>> group = next();
    if (group.isEmpty()) {
      return;
    }
    atWork++;
    perform(group).onComplete(done -> {
      atWork--;
      look();
    });
    lookSoon();
  }

  private List<Waiting<T>> next() {
    List<Waiting<T>> group = new ArrayList<>();
    int inARush = 0;
    while (group.size() < LARGEST_GROUP && !line.isEmpty()) {
      Waiting<T> first = line.remove();
      inARush += first.inARush() ? 1 : 0;
      if (first.call().deadline().passed() || first.call().cancellation().isCancelled()) {
        first
            .answer()
            .fail(Problem.of(
                Kind.DEADLINE_EXCEEDED, "Nobody waits for the call any more; it was not begun."));
      } else {
        group.add(first);
      }
    }
    store.rush().left(inARush);
    return group;
  }

  /** Ends when the database is free for the next, which does not wait for sequels. */
  private Future<Void> perform(List<Waiting<T>> group) {
    List<Asked<T>> all = group.stream().map(Waiting::asked).toList();
    if (group.size() == 1) {
      Call call = group.get(0).call();
      return store.together(call, all, work).transform(done -> answer(group, done));
    }
    Companions companions = new Companions(group.stream().map(Waiting::call).toList());
    return store
        .together(companions.call(), all, work)
        .onComplete(done -> companions.close())
        .transform(done -> answer(group, done));
  }

  private Future<Void> answer(List<Waiting<T>> group, AsyncResult<List<Future<Answered>>> done) {
    if (done.succeeded()) {
      for (int i = 0; i < group.size(); i++) {
        Waiting<T> waiting = group.get(i);
        store.finished(waiting.asked(), done.result().get(i)).onComplete(waiting.answer());
      }
    } else if (group.size() > 1 && isOfOne(done.cause())) {
      return apart(group);
    } else {
      group.forEach(waiting -> waiting.answer().fail(done.cause()));
    }
    return Future.succeededFuture();
  }

  private static boolean isOfOne(Throwable failure) {
    return !(failure instanceof Problem problem && OF_ALL.contains(problem.kind()));
  }

  /** One of them cannot be done, and nothing is kept of any: each by itself, then. */
  private Future<Void> apart(List<Waiting<T>> group) {
    Future<Void> done = Future.succeededFuture();
    for (Waiting<T> waiting : group) {
      done = done.compose(before -> perform(List.of(waiting)));
    }
    return done;
  }
}
