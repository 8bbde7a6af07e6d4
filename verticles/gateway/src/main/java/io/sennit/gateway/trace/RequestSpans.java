package io.sennit.gateway.trace;

import io.sennit.gateway.visit.Ending;
import io.sennit.gateway.visit.Target;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.trace.Outcome;
import io.sennit.mesh.trace.Span.Act;
import io.sennit.mesh.trace.Spans;

/** Remembers requests whose traces are sampled, and those that failed. */
public final class RequestSpans implements Ending {
  private static final String NO_ROUTE = "no route";

  private final Spans spans;

  public RequestSpans(Spans spans) {
    this.spans = spans;
  }

  @Override
  public void ended(Visit visit, int status, long nanos) {
    if (Outcome.isOurs(status) || Spans.wants(visit.trace(), visit.problem())) {
      Target target = visit.target();
      Trace asked = visit.asked();
      spans.add(
          Act.request(target == null ? NO_ROUTE : target.label()),
          visit.trace(),
          asked == null ? 0 : asked.span(),
          nanos,
          Outcome.of(status, visit.problem()));
    }
  }
}
