package io.sennit.gateway.rollout;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sennit.gateway.rules.Rollout;
import io.sennit.gateway.rules.Rollout.Mirror;
import io.sennit.gateway.visit.Forwarding;
import io.sennit.mesh.guard.Verdict;
import io.sennit.mesh.message.CallHandler;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Reply;
import io.vertx.core.AsyncResult;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The roll-outs of all services. They outlive the table of routes, which is compiled anew whenever
 * an instance comes or goes.
 */
public final class Rollouts {
  private static final int SERVER_FAILURE = 500;

  private final CallHandler mirrors;
  private final MeterRegistry meters;
  private final Clock clock;
  private final RandomGenerator dice;
  private final Map<Key, Trial> trials = new ConcurrentHashMap<>();
  private final Map<Mirror, Shadow> shadows = new ConcurrentHashMap<>();

  /** Other rules are another trial. */
  private record Key(String service, Rollout rule) {}

  /** @param mirrors makes the calls that are copies, so that metrics tell them apart */
  public Rollouts(CallHandler mirrors, MeterRegistry meters, Clock clock, RandomGenerator dice) {
    this.mirrors = mirrors;
    this.meters = meters;
    this.clock = clock;
    this.dice = dice;
  }

  /** How the calls of an operation whose bodies are taken whole go into the mesh. */
  public Forwarding forwarding(OperationId id, @Nullable Rollout rule, CallHandler mesh) {
    Forwarding steered = streamed(id, rule, mesh);
    Mirror mirror = rule == null ? null : rule.mirror();
    if (mirror == null || mirror.service().equals(id.service())) {
      return steered;
    }
    Shadow shadow = shadows.computeIfAbsent(mirror, this::shadow);
    return (visit, call) -> {
      shadow.copy(call);
      return steered.forward(visit, call);
    };
  }

  /** The same for bodies that are streamed, of which there are no copies. */
  public Forwarding streamed(OperationId id, @Nullable Rollout rule, CallHandler mesh) {
    if (rule == null || !rule.choosesVersions()) {
      return (visit, call) -> mesh.handle(call);
    }
    Trial trial = trials.computeIfAbsent(
        new Key(id.service(), rule), key -> new Trial(key.service(), rule.guard()));
    Steering steering = new Steering(id.service(), rule, trial, clock, dice);
    return (visit, call) -> {
      Course course = steering.course(visit);
      return mesh.handle(course.wish().in(call))
          .onComplete(end -> trial.ended(id.operation(), course.version(), isFailure(end)));
    };
  }

  private Shadow shadow(Mirror mirror) {
    Counter leftOut = Counter.builder("sennit.gateway.mirror.left.out")
        .description("Copies of requests that were not sent, because too many were on their way")
        .tag("service", mirror.service())
        .register(meters);
    return new Shadow(mirror, mirrors, dice, leftOut);
  }

  /** What a version answers for itself; a client's mistake is none of it. */
  private static boolean isFailure(AsyncResult<Reply> end) {
    return end.failed()
        ? Verdict.of(end.cause()) == Verdict.FAILED
        : end.result().status() >= SERVER_FAILURE;
  }
}
