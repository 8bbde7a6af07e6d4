package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.store.Gathering;
import io.sennit.mesh.store.Sequel;
import io.sennit.mesh.store.Store;
import io.sennit.testkit.Wait;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While many stand in line for a service's database, groups read its log later. */
class RushHourTest {
  private static final int IN_LINE = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir
  static Path data;

  private static Town town;

  @BeforeAll
  static void open() {
    town = Town.in(data).host(Seller::new).host(Booker::undisturbed);
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @Test
  void groupsAreToldToComeLaterAndWhoWatchesIsNot() {
    Promise<Void> go = Promise.promise();
    long before = System.nanoTime();
    List<Future<Reply>> line = standInLine(go);
    try {
      boolean rushed = town.store("seller").isRushed();
      JsonObject fetched = town.fetch("booker/books");
      JsonObject counted = town.lag("booker/books");
      assumeThat(Duration.ofNanos(System.nanoTime() - before))
          .as("a rush is over after three seconds")
          .isLessThan(Duration.ofSeconds(3));
      assertThat(rushed).isTrue();
      assertThat(fetched.getBoolean("later")).isTrue();
      assertThat(counted.getBoolean("later")).isTrue();
      assertThat(town.lag("").getJsonObject("partitions").size()).isPositive();

      Wait.forResult(town.sell("rushed", 1));
      Wait.until("who watches sees it", () -> town.fetch("").encode().contains("rushed"));
    } finally {
      go.complete();
    }
    Wait.forResult(Future.all(line));
    Wait.until("the group books it", () -> town.booked("rushed").equals(List.of(1)));
  }

  /** Behind two groups that are at work until the promise is kept. */
  private static List<Future<Reply>> standInLine(Promise<Void> go) {
    Store store = town.store("seller");
    Context loop = town.vertx().getOrCreateContext();
    AtomicInteger atWork = new AtomicInteger();
    List<Future<Reply>> all = new ArrayList<>();
    Promise<Gathering<Integer>> made = Promise.promise();
    loop.runOnContext(here -> made.complete(store.gathering((transaction, pieces) -> {
      atWork.incrementAndGet();
      return go.future()
          .map(gone -> pieces.stream().map(piece -> Reply.noContent()).toList());
    })));
    Gathering<Integer> gathering = Wait.forResult(made.future());
    for (int group = 1; group <= 2; group++) {
      int number = group;
      all.addAll(come(loop, gathering, 1));
      Wait.until("a group is at work", () -> atWork.get() == number);
    }
    all.addAll(come(loop, gathering, IN_LINE));
    return all;
  }

  private static List<Future<Reply>> come(Context loop, Gathering<Integer> gathering, int number) {
    Promise<List<Future<Reply>>> come = Promise.promise();
    loop.runOnContext(here -> {
      List<Future<Reply>> all = new ArrayList<>();
      for (int i = 0; i < number; i++) {
        all.add(gathering.once(Call.to("seller.gather").within(PATIENCE), Sequel.NONE, i));
      }
      come.complete(all);
    });
    return Wait.forResult(come.future());
  }
}
