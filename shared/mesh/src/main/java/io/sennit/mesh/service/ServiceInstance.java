package io.sennit.mesh.service;

import io.sennit.mesh.directory.Instance;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.observe.OutcomeTimer;
import io.sennit.mesh.observe.TraceContext;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.stream.Desk;
import io.sennit.mesh.trace.Outcome;
import io.sennit.mesh.trace.Span.Act;
import io.sennit.mesh.trace.Spans;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance at work: lets calls in, runs them, and knows how many it has in hand. */
final class ServiceInstance implements CallHandler {
  private static final Logger log = LoggerFactory.getLogger(ServiceInstance.class);

  /** Every instance answers this, to show that its event loop turns and that it can be reached. */
  static final String PING = "ping";

  private final ContextInternal context;
  private final Desk desk;
  private final Spans spans;
  private final Map<String, Entrance> entrances;
  private final AtomicInteger inHand = new AtomicInteger();
  private final LongAdder served = new LongAdder();
  private final Instant startedAt = Instant.now();
  private final Promise<Void> idle = Promise.promise();
  private volatile boolean draining;
  private volatile String label = "";

  /** An operation with its timer. */
  private record Entrance(Operation operation, CallHandler handler, OutcomeTimer timer) {}

  ServiceInstance(ContextInternal context, ServiceSpec spec, Desk desk, NodeParts node) {
    this.context = context;
    this.desk = desk;
    this.spans = node.spans();
    this.entrances = spec.operations().stream()
        .map(o -> new Entrance(
            o,
            o.handler(desk),
            OutcomeTimer.withHistogram(
                node.meters(),
                "sennit.service.calls",
                "service",
                spec.name(),
                "operation",
                o.name())))
        .collect(Collectors.toUnmodifiableMap(e -> e.operation().name(), Function.identity()));
  }

  /** What callers call it. */
  void called(String name) {
    label = name;
  }

  @Override
  public Future<Reply> handle(Call call) {
    if (call.operation().operation().equals(PING)) {
      return Future.succeededFuture(Reply.noContent());
    }
    Entrance entrance = entrances.get(call.operation().operation());
    if (entrance == null) {
      return Future.failedFuture(
          // While versions are rolled out, another instance may have it.
          Problem.refused(
              "This version has no operation '" + call.operation() + "'.", Duration.ofSeconds(1)));
    }
    Problem refusal = entrance.operation().description().access().refusal(call.identity());
    if (refusal != null) {
      return Future.failedFuture(refusal);
    }
    inHand.incrementAndGet();
    if (draining) {
      // Looked at after counting: so a drain that sees nothing in hand knows that nothing will
      // come.
      leave();
      return Future.failedFuture(
          Problem.refused("The instance is shutting down.", Duration.ofSeconds(1)));
    }
    long started = System.nanoTime();
    Call own = call.spanned();
    return dispatch(entrance, own).transform(outcome -> {
      Reply reply = outcome.result();
      Throwable failure = reply == null && outcome.succeeded() ? noReply() : outcome.cause();
      Problem answer = failure == null ? null : answerable(call, failure);
      long took = System.nanoTime() - started;
      entrance.timer().record(took, answer);
      if (Spans.wants(own.trace(), answer)) {
        spans.add(
            Act.operation(call.operation().toString(), label),
            own.trace(),
            call.trace().span(),
            took,
            answer == null ? Outcome.answered(reply.status()) : Outcome.failed(answer));
      }
      served.increment();
      leave();
      return answer == null ? Future.succeededFuture(reply) : Future.failedFuture(answer);
    });
  }

  /**
   * Runs the operation on a context of its own, which carries the call's trace through all that
   * follows from it.
   */
  private Future<Reply> dispatch(Entrance entrance, Call call) {
    ContextInternal own = context.duplicate();
    TraceContext.set(own, call.trace());
    ContextInternal previous = own.beginDispatch();
    try {
      @Nullable
      Future<Reply> outcome =
          entrance.handler().handle(entrance.operation().reader().read(call));
      return outcome == null ? Future.failedFuture(noReply()) : outcome;
    } catch (RuntimeException | Error thrown) {
      // An error too, such as a class that a service's jar lacks: others share this event loop.
      return Future.failedFuture(thrown);
    } finally {
      own.endDispatch(previous);
    }
  }

  private static IllegalStateException noReply() {
    return new IllegalStateException("the operation ended without a reply");
  }

  /** A defect is told in full to the log and in no detail to the caller. */
  private static Problem answerable(Call call, Throwable failure) {
    if (failure instanceof Problem problem) {
      return problem;
    }
    if (call.cancellation().isCancelled()) {
      // It stopped because it was told to; nobody is left to be answered.
      return Problem.of(Kind.CANCELLED, "The call was taken back, and its operation stopped.");
    }
    log.error(
        "{} failed and its caller got 500; trace {}",
        call.operation(),
        call.trace().traceId(),
        failure);
    return Problem.internal();
  }

  private void leave() {
    if (inHand.decrementAndGet() == 0 && draining) {
      idle.tryComplete();
    }
  }

  /**
   * Refuses new calls from now on; the future ends when the last one in hand has been answered, and
   * the last stream has ended.
   */
  Future<Void> drain() {
    draining = true;
    if (inHand.get() == 0) {
      idle.tryComplete();
    }
    Future<Void> streamsEnded = desk.drain();
    // Again, for those that calls in hand have opened meanwhile.
    return idle.future().compose(answered -> desk.drain()).eventually(() -> streamsEnded);
  }

  Load load(Instance announced) {
    return new Load(announced, startedAt, inHand.get() + desk.open(), served.sum());
  }
}
