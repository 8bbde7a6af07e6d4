package io.sennit.mesh.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final List<Runnable> endOfTurn = new ArrayList<>();
  private final List<Buffer> written = new ArrayList<>();
  private final List<Long> unsent = new ArrayList<>();
  private Future<Void> outcome = Future.succeededFuture();

  private final Outbox outbox =
      new Outbox(this::send, endOfTurn::add, calls -> Arrays.stream(calls).forEach(unsent::add));

  @Test
  void whatGathersInATurnLeavesTogetherAtItsEnd() {
    outbox.call(1, batch -> batch.appendInt(1));
    outbox.append(batch -> batch.appendInt(2));
    assertThat(written).isEmpty();
    assertThat(endOfTurn).hasSize(1);
    endOfTurn.get(0).run();
    assertThat(written).hasSize(1);
  }

  @Test
  void theCallsOfABatchThatDidNotLeaveAreTold() {
    outcome = Future.failedFuture("closed");
    outbox.call(1, batch -> batch.appendInt(1));
    outbox.call(2, batch -> batch.appendInt(2));
    endOfTurn.get(0).run();
    assertThat(unsent).containsExactly(1L, 2L);
  }

  /** Told as not sent, it would be repeated elsewhere although it may be running. */
  @Test
  void aLargeCallThatLeftByItselfIsNotToldWithTheNextBatch() {
    outbox.call(1, batch -> batch.appendBytes(new byte[300_000]));
    assertThat(written).hasSize(1);
    outcome = Future.failedFuture("closed");
    outbox.call(2, batch -> batch.appendInt(2));
    endOfTurn.forEach(Runnable::run);
    assertThat(unsent).containsExactly(2L);
  }

  private Future<Void> send(Buffer batch) {
    assertThat(batch.getInt(0)).as("its length").isEqualTo(batch.length() - Integer.BYTES);
    written.add(batch);
    return outcome;
  }
}
