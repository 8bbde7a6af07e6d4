package io.sennit.gateway.cache;

import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is kept, or that there is none.
 *
 * @param forAnybody whether those may have it too who showed who they are
 * @param mark the counts of what makes it worthless, as they were before it was asked for
 */
record Kept(Reply reply, @Nullable Problem missing, Life life, boolean forAnybody, long mark) {
  /**
   * How long it lives, in nanoseconds of a clock that never goes back.
   *
   * @param born when it was made, as far as that is known
   * @param fresh until then it is as good as new
   * @param whileRefreshed until then it serves while a new one is fetched
   * @param ifFailing until then it serves when no new one can be had
   */
  record Life(long born, long fresh, long whileRefreshed, long ifFailing) {
    long end() {
      return Math.max(fresh, Math.max(whileRefreshed, ifFailing));
    }
  }

  private static final int OVERHEAD = 256;
  private static final long CONFIRMABLE_NANOS = TimeUnit.MINUTES.toNanos(10);

  boolean isFresh(long now) {
    return now - life.fresh < 0;
  }

  boolean servesWhileRefreshed(long now) {
    return now - life.whileRefreshed < 0;
  }

  boolean servesIfFailing(long now) {
    return now - life.ifFailing < 0;
  }

  long age(long now) {
    return Math.max(0, TimeUnit.NANOSECONDS.toSeconds(now - life.born));
  }

  @Nullable
  String tag() {
    return reply.headers().get("etag");
  }

  Future<Reply> answer(long now) {
    return missing == null
        ? Future.succeededFuture(reply.with("age", Long.toString(age(now))))
        : Future.failedFuture(missing);
  }

  /** Until then it is of any use: one with a tag may yet turn out to be what a new one would be. */
  long end() {
    return tag() == null ? life.end() : life.end() + CONFIRMABLE_NANOS;
  }

  int weight() {
    Pairs headers = reply.headers();
    int weight = OVERHEAD + reply.body().bytes().length();
    for (int i = 0; i < headers.size(); i++) {
      weight += 2 * (headers.name(i).length() + headers.value(i).length());
    }
    return weight;
  }
}
