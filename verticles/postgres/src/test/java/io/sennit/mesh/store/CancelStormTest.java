package io.sennit.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of short calls over few connections, two of three taken back at some moment of their
 * life: a request that arrives late finds the statement of somebody else.
 */
class CancelStormTest {
  private static final int CONNECTIONS = 4;
  private static final int CALLERS = 6;
  private static final int CALLS = 4_000;
  private static final String SELL =
      "insert into sold select $1 from (select pg_sleep($2)) as slept";

  private final Random random = new Random(17);
  private final AtomicInteger next = new AtomicInteger();
  private final Queue<Integer> kept = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> takenBack = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> unknown = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> innocent = new ConcurrentLinkedQueue<>();

  @Test
  void neverHitsTheStatementOfAnotherCall(@TempDir Path data) throws Exception {
    try (Shop shop = Shop.in(data, Shop.OPTIONS.withConnections(CONNECTIONS, 2 * CALLERS))) {
      List<Future<Void>> callers =
          IntStream.range(0, CALLERS).mapToObj(i -> callUntilDone(shop)).toList();

      Future.all(callers).await(120, TimeUnit.SECONDS);

      assertThat(innocent).isEmpty();
      assertThat(takenBack).hasSizeGreaterThan(CALLS / 4);
      Shop.await(Duration.ofSeconds(2), () -> shop.atWork() == 0);
      assertThat(sold(shop)).containsAll(kept).doesNotContainAnyElementsOf(takenBack);
      assertThat(kept.size() + takenBack.size() + unknown.size()).isEqualTo(CALLS);
    }
  }

  private Future<Void> callUntilDone(Shop shop) {
    int id = next.incrementAndGet();
    return id > CALLS
        ? Future.succeededFuture()
        : call(shop, id).compose(done -> callUntilDone(shop));
  }

  private Future<Void> call(Shop shop, int id) {
    Cancellation cancellation = new Cancellation();
    boolean guilty = id % 3 != 0;
    if (guilty) {
      shop.vertx()
          .timer(1 + random.nextInt(4_000), TimeUnit.MICROSECONDS)
          .onSuccess(now -> cancellation.cancel());
    }
    double seconds = random.nextInt(2_000) / 1_000_000.0;
    return shop.store()
        .inTransaction(
            Call.to("shop.sell").until(cancellation),
            transaction -> transaction.execute(SELL, Tuple.of(id, seconds)))
        .transform(sold -> {
          note(id, guilty, sold.cause());
          return Future.succeededFuture();
        });
  }

  private void note(int id, boolean guilty, Throwable failure) {
    if (failure == null) {
      kept.add(id);
    } else if (guilty && failure instanceof Problem problem && problem.kind() == Kind.CANCELLED) {
      (problem.detail().contains("during the commit") ? unknown : takenBack).add(id);
    } else {
      innocent.add(failure);
    }
  }

  private static List<Integer> sold(Shop shop) {
    return Arrays.stream(
            shop.ask("select string_agg(id::text, ',') from shop.sold").split(","))
        .map(Integer::valueOf)
        .toList();
  }
}
