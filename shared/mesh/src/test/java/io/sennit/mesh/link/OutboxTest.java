package io.sennit.mesh.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageProducer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final List<Runnable> endOfTurn = new ArrayList<>();
  private final List<Batch> written = new ArrayList<>();
  private final List<Long> unsent = new ArrayList<>();
  private Future<Void> outcome = Future.succeededFuture();

  private final Outbox outbox = new Outbox("here", new Wire(), endOfTurn::add, unsent::addAll);

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

  private final class Wire implements MessageProducer<Batch> {
    @Override
    public Future<Void> write(Batch batch) {
      assertThat(batch.bytes()).isNotEqualTo(Buffer.buffer());
      written.add(batch);
      return outcome;
    }

    @Override
    public MessageProducer<Batch> deliveryOptions(DeliveryOptions options) {
      return this;
    }

    @Override
    public String address() {
      return "there";
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
