package io.sennit.mesh.client;

import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.observe.OutcomeTimer;
import io.sennit.mesh.trace.Outcome;
import io.sennit.mesh.trace.Span.Act;
import io.sennit.mesh.trace.Spans;
import io.vertx.core.AsyncResult;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures the calls of one caller to one operation: whole calls as a histogram, and each attempt
 * by the instance that it went to. Attempts are also remembered for their traces.
 */
final class EdgeMeter {
  private final MeterRegistry registry;
  private final Spans spans;
  private final String caller;
  private final OperationId operation;
  private final OutcomeTimer calls;
  private final Map<Peer, OutcomeTimer> attempts = new ConcurrentHashMap<>();

  EdgeMeter(MeterRegistry registry, Spans spans, String caller, OperationId operation) {
    this.registry = registry;
    this.spans = spans;
    this.caller = caller;
    this.operation = operation;
    this.calls = OutcomeTimer.withHistogram(registry, "sennit.edge.calls", tags());
  }

  void called(long tookNanos, @Nullable Throwable failure) {
    calls.record(tookNanos, failure);
  }

  void attempted(Peer peer, long tookNanos, @Nullable Throwable failure) {
    OutcomeTimer timer = attempts.get(peer);
    if (timer == null) {
      timer = attempts.computeIfAbsent(peer, this::register);
    }
    timer.record(tookNanos, failure);
  }

  /**
   * Remembers an attempt, if it is one to be remembered.
   *
   * @param call that was wanted
   * @param sent the same with the attempt's own span
   * @param number of the attempt, from 1 on
   */
  void traced(Peer peer, Call call, Call sent, int number, long started, AsyncResult<Reply> end) {
    if (Spans.wants(sent.trace(), end.cause())) {
      spans.add(
          Act.call(call.operation().toString(), caller, peer.label(), number),
          sent.trace(),
          call.trace().span(),
          System.nanoTime() - started,
          end.succeeded() ? Outcome.answered(end.result().status()) : Outcome.failed(end.cause()));
    }
  }

  /** Those that have gone are not measured any more. */
  void retain(Collection<Peer> present) {
    attempts.keySet().retainAll(present);
  }

  private OutcomeTimer register(Peer peer) {
    // A histogram for each instance would make a scrape of megabytes where there are many.
    return OutcomeTimer.plain(registry, PoolMeters.ATTEMPTS, tags("instance", peer.label()));
  }

  private String[] tags(String... more) {
    return Stream.concat(
            Stream.of(
                "caller",
                caller,
                "service",
                operation.service(),
                "operation",
                operation.operation()),
            Stream.of(more))
        .toArray(String[]::new);
  }
}
