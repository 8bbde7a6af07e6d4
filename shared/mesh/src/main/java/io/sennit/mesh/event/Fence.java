package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.store.Store;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a log is settled: up to there nothing will be added any more, so that whoever reads in
 * order of position skips nothing.
 *
 * <p>A transaction draws the positions of its events early and may commit late, after others with
 * later positions. Used on one event loop.
 */
final class Fence {
  private static final int MOST_SAMPLES = 32;

  private final Store store;
  private final Deque<Sample> open = new ArrayDeque<>();
  private final Milestones milestones = new Milestones();
  private long settled;
  private long read;
  private String life = "";
  private @Nullable Future<View> looking;

  /** A position, and those who may still add something before it. */
  private record Sample(long tip, Set<String> adding) {}

  /**
   * @param settled the last position that nothing will be added before
   * @param pending whether more was drawn by transactions that have not ended
   */
  record View(long settled, boolean pending) {
    boolean isKnown() {
      return settled > 0 || !pending;
    }
  }

  Fence(Store store) {
    this.store = store;
  }

  /** What has been committed before this was asked is settled, or soon will be. */
  Future<View> look(Call call) {
    Future<View> shared = looking;
    if (shared != null) {
      // That look may have begun before the commit that this caller has heard of.
      return shared.transform(over -> looking == null || looking == shared ? start(call) : looking);
    }
    return start(call);
  }

  private Future<View> start(Call call) {
    Future<View> look = store.read(call, LogSql.SAMPLE, Tuple.of(settled)).map(rows -> {
      Row row = rows.iterator().next();
      liveIn(row.getString("checkpoint"));
      milestones.pass(row.getLong("tip"), row.getOffsetDateTime("now"));
      String[] adding = row.getArrayOfStrings("adding");
      return seen(
          row.getLong("tip"), adding == null ? Set.of() : Set.copyOf(Arrays.asList(adding)));
    });
    looking = look;
    return look.onComplete(done -> {
      if (looking == look) {
        looking = null;
      }
    });
  }

  /**
   * How far the log stays as it is, when somebody has read this far: positions behind the last row
   * that was ever read may belong to transactions that were undone, and a server that crashes in
   * the next moment would give them out again.
   *
   * @param view from before the reading
   */
  long certain(long last, View view) {
    read = Math.max(read, last);
    return Math.min(read, view.settled());
  }

  /** A time before all that was told behind this position. */
  OffsetDateTime before(long position) {
    return milestones.before(position);
  }

  /**
   * A server that crashed may give out positions again whose transactions were undone. What was
   * learned before is forgotten; that this also happens at any other checkpoint costs one look.
   */
  void liveIn(String checkpoint) {
    if (!checkpoint.equals(life)) {
      life = checkpoint;
      settled = 0;
      read = 0;
      open.clear();
    }
  }

  View seen(long tip, Set<String> adding) {
    open.forEach(sample -> sample.adding().retainAll(adding));
    while (!open.isEmpty() && open.getFirst().adding().isEmpty()) {
      settle(open.removeFirst().tip());
    }
    if (adding.isEmpty()) {
      settle(tip);
      open.clear();
    } else if (tip > settled && open.size() < MOST_SAMPLES) {
      open.addLast(new Sample(tip, new HashSet<>(adding)));
    }
    return new View(settled, tip > settled);
  }

  private void settle(long position) {
    settled = Math.max(settled, position);
  }
}
