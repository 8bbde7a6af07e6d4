package io.sennit.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thousands of calls over few connections, most of them taken back at some moment of their life.
 */
class CancelStormTest {
  private static final Logger LOG = LoggerFactory.getLogger(CancelStormTest.class);
  private static final int CONNECTIONS = 4;
  private static final int CALLERS = 12;
  private static final int CALLS = 4_000;
  private static final String SELL =
      "insert into sold select $1 from (select pg_sleep($2)) as slept";

  private final Random random = new Random(17);
  private final ConcurrentLinkedQueue<Throwable> innocent = new ConcurrentLinkedQueue<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger kept = new AtomicInteger();
  private final AtomicInteger takenBack = new AtomicInteger();
  private final AtomicInteger unknown = new AtomicInteger();

  @Test
  void neverHitsTheStatementOfAnotherCall(@TempDir Path data) throws Exception {
    try (Shop shop = Shop.in(data, Shop.OPTIONS.withConnections(CONNECTIONS, CALLERS))) {
      List<Future<Void>> callers =
          IntStream.range(0, CALLERS).mapToObj(i -> callUntilDone(shop)).toList();

      Future.all(callers).await(120, TimeUnit.SECONDS);

      LOG.info("{} calls kept, {} taken back, {} not known", kept, takenBack, unknown);
      assertThat(innocent).isEmpty();
      assertThat(takenBack).hasValueGreaterThan(CALLS / 4);
      assertThat(kept).hasValueGreaterThan(CALLS / 4);
      // What is not known may be there, all else is exactly what was answered.
      assertThat(Integer.parseInt(shop.ask("select count(*)::text from shop.sold")))
          .isBetween(kept.get(), kept.get() + unknown.get());
      Shop.await(Duration.ofSeconds(2), () -> shop.atWork() == 0);
    }
  }

  private Future<Void> callUntilDone(Shop shop) {
    int id = next.incrementAndGet();
    return id > CALLS ? Future.succeededFuture() : call(shop, id).compose(v -> callUntilDone(shop));
  }

  /** Two of three calls are taken back, before, during or after their statements. */
  private Future<Void> call(Shop shop, int id) {
    Cancellation cancellation = new Cancellation();
    boolean guilty = id % 3 != 0;
    long afterMicros = random.nextInt(6_000);
    Promise<Void> fired = Promise.promise();
    if (guilty) {
      shop.vertx().timer(Math.max(1, afterMicros), TimeUnit.MICROSECONDS).onSuccess(v -> {
        cancellation.cancel();
        fired.complete();
      });
    } else {
      fired.complete();
    }
    return sell(shop, Call.to("shop.sell").until(cancellation), id).transform(sold -> {
      count(guilty, sold.cause());
      return fired.future();
    });
  }

  private Future<?> sell(Shop shop, Call call, int id) {
    double seconds = random.nextInt(4) / 1_000.0;
    return shop.store()
        .inTransaction(
            call,
            transaction -> transaction
                .execute(SELL, Tuple.of(id, seconds))
                .compose(sold -> transaction.execute("select pg_sleep(0.001)")));
  }

  private void count(boolean guilty, Throwable failure) {
    if (failure == null) {
      kept.incrementAndGet();
    } else if (guilty && failure instanceof Problem problem && problem.kind() == Kind.CANCELLED) {
      takenBack.incrementAndGet();
      if (problem.detail().contains("during the commit")) {
        unknown.incrementAndGet();
      }
    } else {
      innocent.add(failure);
    }
  }
}
