package io.sennit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StacksTest {
  @Test
  void tellWhoIsAtWorkAndWhere() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread worker = new Thread(() -> holdOn(begun, end), "somebody-at-work");
    worker.start();
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    String stacks = Stacks.now();
    end.countDown();
    worker.join();

    assertThat(stacks).contains("somebody-at-work").contains("StacksTest.holdOn");
    assertThat(stacks).as("threads of Java's own").doesNotContain("Reference Handler");
  }

  private static void holdOn(CountDownLatch begun, CountDownLatch end) {
    begun.countDown();
    try {
      end.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
