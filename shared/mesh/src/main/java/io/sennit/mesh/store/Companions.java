package io.sennit.mesh.store;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Cancellation;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Pairs;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several calls as one: it has until the last of their deadlines, and is taken back when all of
 * them are.
 */
final class Companions implements AutoCloseable {
  private final List<Cancellation.Watch> watches;
  private final Call call;

  Companions(List<Call> calls) {
    Cancellation all = new Cancellation();
    AtomicInteger staying = new AtomicInteger(calls.size());
    this.watches = calls.stream()
        .map(one -> one.cancellation().onCancel(() -> {
          if (staying.decrementAndGet() == 0) {
            all.cancel();
          }
        }))
        .toList();
    Deadline latest =
        calls.stream().map(Call::deadline).reduce(Companions::later).orElseThrow();
    Call first = calls.get(0);
    this.call = new Call(
        first.operation(),
        Pairs.EMPTY,
        Body.EMPTY,
        new Envelope(latest, Identity.OPERATOR, first.trace(), Pairs.EMPTY, all));
  }

  private static Deadline later(Deadline one, Deadline other) {
    return one.earlier(other).equals(one) ? other : one;
  }

  Call call() {
    return call;
  }

  @Override
  public void close() {
    watches.forEach(Cancellation.Watch::close);
  }
}
