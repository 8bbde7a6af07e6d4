package io.sennit.mesh.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.mesh.store.Transaction;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One who was thought dead wakes up with an event in hand that another has handled meanwhile. */
class ZombieTest {
  /** The epoch alone, so that removing it leaves nothing. */
  private static final String BY_EPOCH =
      without(Leases.MOVE, "AND cursor.position = place.position", "");

  private static final String UNCHECKED = without(BY_EPOCH, "AND cursor.epoch = place.epoch", "");

  /** Who has booked something and not ended yet. */
  private static final String OPEN =
      "pg_locks WHERE relation = 'booker.booking'::regclass AND mode = 'RowExclusiveLock'";

  @TempDir
  static Path data;

  private static Town town;
  private final Zombie zombie = new Zombie();

  /** Holds the first event that it handles until it is woken, with its effect in hand. */
  private static final class Zombie {
    private final CountDownLatch fallen = new CountDownLatch(1);
    private final Promise<Void> woken = Promise.promise();

    Future<Void> handle(Event event, Transaction transaction) {
      fallen.countDown();
      return Booker.book(event, transaction).compose(booked -> woken.future());
    }

    void awaitFallen() throws InterruptedException {
      assertThat(fallen.await(10, TimeUnit.SECONDS)).isTrue();
    }

    void wake() {
      Wait.until("its transaction is open alone", () -> town.count(OPEN) == 1);
      woken.complete();
      Wait.until("its transaction has ended", () -> town.count(OPEN) == 0);
    }
  }

  @BeforeAll
  static void open() {
    town = Town.in(data).host(Seller::new);
  }

  @AfterAll
  static void close() {
    town.close();
  }

  @BeforeEach
  void forget() {
    town.store("booker");
    town.ask("TRUNCATE booker.booking, booker.event_cursor, booker.event_parked");
  }

  @Test
  void cannotCommitWhenItsLeaseWasTaken() throws Exception {
    wakesAfterAnotherHasBooked("real", Leases.MOVE);

    assertThat(town.booked("real")).containsExactly(1);
  }

  @Test
  void cannotCommitByItsEpochAlone() throws Exception {
    wakesAfterAnotherHasBooked("epoch", BY_EPOCH);

    assertThat(town.booked("epoch")).containsExactly(1);
  }

  @Test
  void doublesTheEffectWhereTheEpochIsNotChecked() throws Exception {
    wakesAfterAnotherHasBooked("control", UNCHECKED);

    assertThat(town.booked("control")).containsExactly(1, 1);
  }

  private void wakesAfterAnotherHasBooked(String subject, String move) throws Exception {
    Office office =
        new Office(town, move).hire("zombie", Office.books(zombie::handle).fromNowOn());
    Wait.until(
        "it has all partitions",
        () -> town.count("booker.event_cursor WHERE owner = 'zombie'") == 16);
    Wait.forResult(town.sell(subject, 1));
    zombie.awaitFallen();

    office.hire("successor", Office.books(Booker::book)).presumeDead("zombie");
    Wait.until("the successor has booked", () -> town.booked(subject).contains(1));
    zombie.wake();

    office.close();
  }

  /** The statement without one of its checks, which keeps its parameters. */
  private static String without(String statement, String check, String instead) {
    assertThat(statement).contains(check);
    return statement.replace(check, instead);
  }
}
