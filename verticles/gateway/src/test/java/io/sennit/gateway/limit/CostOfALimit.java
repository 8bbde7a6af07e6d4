package io.sennit.gateway.limit;

import io.sennit.gateway.rules.Rate;
import io.sennit.gateway.rules.Rate.Of;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Tells what one look at a limit costs, in nanoseconds; to be run by hand. */
final class CostOfALimit {
  private static final int USERS = 10_000;
  private static final int ROUNDS = 300;

  private CostOfALimit() {}

  public static void main(String[] arguments) {
    Rate rate = Rate.of("*", Of.USER, 10_000, Duration.ofSeconds(1));
    Ledger ledger = new Ledger("node", new Peers(Set::of), List.of(rate), System.nanoTime());
    String[] users = new String[USERS];
    for (int i = 0; i < USERS; i++) {
      users[i] = UUID.randomUUID().toString();
    }
    for (int run = 0; run < 5; run++) {
      long passed = 0;
      // The processor's time: that of the clock belongs to whoever else runs here.
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (int round = 0; round < ROUNDS; round++) {
        for (String user : users) {
          passed += ledger.take(ledger.limit(rate), user, System.nanoTime()) > 0 ? 1 : 0;
        }
      }
      long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long nanos = (end - start) / (ROUNDS * USERS);
      System.out.println(nanos + " ns for each of " + ROUNDS * USERS + ", " + passed + " passed");
    }
  }
}
