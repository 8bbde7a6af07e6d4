package io.sennit.bench.trial;

import io.sennit.testkit.Wait;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does the faults, and counts those that came about as they were meant. */
final class Play {
  private static final Duration LONGEST_FUSE = Duration.ofSeconds(5);
  /** Longer than a silent member is waited for, and longer than a lease. */
  private static final Duration PAUSE = Duration.ofSeconds(17);

  private static final Duration AWAY = Duration.ofSeconds(25);

  private static final String TAKE = """
      WITH taken AS (UPDATE %s.event_cursor SET owner = NULL, epoch = epoch + 1
                      WHERE partition %% 4 = %d RETURNING 1)
      SELECT count(*) FROM taken
      """;

  private final Server server;
  private final Troupe troupe;
  private final Witness witness;
  private final Random random;
  private final Map<String, Integer> happened = new TreeMap<>();

  Play(Server server, Troupe troupe, Witness witness, Random random) {
    this.server = server;
    this.troupe = troupe;
    this.witness = witness;
    this.random = random;
  }

  Map<String, Integer> happened() {
    return happened;
  }

  void play(Fault fault) {
    switch (fault) {
      case CRASH_BEFORE_HANDLER -> crash(Point.BEFORE_HANDLER);
      case CRASH_AFTER_HANDLER -> crash(Point.AFTER_HANDLER);
      case CRASH_BEFORE_COMMIT -> crash(Point.BEFORE_COMMIT);
      case CRASH_AFTER_COMMIT -> crash(Point.AFTER_COMMIT);
      case CUT_BEFORE_COMMIT -> cut(Point.BEFORE_COMMIT);
      case CUT_AFTER_COMMIT -> cut(Point.AFTER_COMMIT);
      case LEASES_TAKEN -> takeLeases();
      case LEAVE -> leave();
      case DATABASE_RESTART -> restartDatabase();
      case DATABASE_AWAY -> takeDatabaseAway();
      case PAUSE -> pause();
    }
  }

  /** A node ends there, and a new one comes. */
  private void crash(Point point) {
    Troupe.Member victim = any();
    await("crash " + point, victim, point, () -> victim.line().cut());
    troupe.bury(victim);
    troupe.add();
  }

  /** Only a connection to the database ends there. */
  private void cut(Point point) {
    await("cut " + point, any(), point, () -> {});
  }

  private void await(String what, Troupe.Member victim, Point point, Runnable then) {
    CountDownLatch over = new CountDownLatch(1);
    Runnable bang = () -> {
      then.run();
      over.countDown();
    };
    if (point.isAtCommit()) {
      victim.line().arm(point, bang);
    } else {
      victim.fuse().light(point, bang);
    }
    boolean came = passes(over);
    victim.line().disarm();
    victim.fuse().putOut();
    note(came ? what : what + " did not come about");
  }

  private static boolean passes(CountDownLatch over) {
    try {
      return over.await(LONGEST_FUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** As if others had taken over from those who still work. */
  private void takeLeases() {
    int quarter = random.nextInt(4);
    witness.number(TAKE.formatted(Keeper.NAME, quarter));
    witness.number(TAKE.formatted(Counter.NAME, quarter));
    note("leases taken");
  }

  private void leave() {
    troupe.leave(any());
    troupe.add();
    note("left");
  }

  private void restartDatabase() {
    server.crash();
    server.comeAgain();
    note("database restarted");
  }

  private void takeDatabaseAway() {
    server.crash();
    pass(AWAY);
    server.comeAgain();
    note("database away");
  }

  /** A node that others take for dead wakes up with all that it had in hand. */
  private void pause() {
    Troupe.Member sleeper = any();
    troupe.cluster().pause(sleeper.node());
    pass(PAUSE);
    troupe.cluster().resume(sleeper.node());
    note("paused");
  }

  private void pass(Duration time) {
    Wait.forResult(troupe.audience().vertx().timer(time.toMillis()));
  }

  private Troupe.Member any() {
    return troupe.members().get(random.nextInt(troupe.members().size()));
  }

  private void note(String what) {
    happened.merge(what, 1, Integer::sum);
  }
}
