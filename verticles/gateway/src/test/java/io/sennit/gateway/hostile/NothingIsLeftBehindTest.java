package io.sennit.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.sennit.gateway.head.Guard;
import io.sennit.testkit.Wait;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** After hostile requests there is no more of anything than before. */
class NothingIsLeftBehindTest {
  private static final int ROUNDS = 2;
  private static final long MOST_BYTES = 16 << 20;

  private final ListAppender<ILoggingEvent> leaks = new ListAppender<>();
  private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();

  @BeforeEach
  void watch() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    leaks.start();
    logger().addAppender(leaks);
  }

  @AfterEach
  void restore() {
    logger().detachAppender(leaks);
    logger().setAdditive(true);
    ResourceLeakDetector.setLevel(before);
  }

  @Test
  void neitherMemoryNorConnectionsNorBuffers() {
    List<Hostile> requests = Arrays.stream(Corpus.values())
        .flatMap(corpus -> corpus.requests().stream())
        .filter(request -> request.bytes().length < 150_000)
        .toList();
    try (Stand stand = new Stand()) {
      Volley volley = stand.behind(Guard.ALL);
      List<Hostile> second = SecondVersion.all();
      volley.faults(requests);
      SecondVolley.faults(stand.port(), second);
      long settled = used();
      for (int i = 0; i < ROUNDS; i++) {
        assertThat(volley.faults(requests)).isEmpty();
        assertThat(SecondVolley.faults(stand.port(), second)).isEmpty();
      }
      Wait.until("no connection is open", () -> stand.connections() == 0);
      Wait.until("the heap is as it was", () -> used() - settled < MOST_BYTES);
      // A leak is found when a buffer is wanted after what leaked was collected.
      assertThat(volley.isAnswered()).isTrue();
      assertThat(leaks.list).isEmpty();
    }
  }

  @Test
  void aBufferThatIsForgottenIsReported() {
    logger().setAdditive(false);
    Wait.until("the leak is seen", () -> {
      PooledByteBufAllocator.DEFAULT.directBuffer(16);
      System.gc();
      return !leaks.list.isEmpty();
    });
  }

  private static long used() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
  }
}
