package io.sennit.gateway.visit;

import io.netty.util.AsciiString;
import io.sennit.mesh.message.Deadline;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Timeouts;
import io.sennit.mesh.message.Trace;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One request, with what has been found out of it on its way. It lives on one event loop. */
public final class Visit {
  private static final CharSequence TRACEPARENT = AsciiString.cached("traceparent");
  private static final CharSequence TIMEOUT = AsciiString.cached("sennit-timeout");
  private static final CharSequence TIMING = AsciiString.cached("sennit-timing");

  private final HttpServerRequest request;
  private final @Nullable Trace asked;
  private final long startedNanos;
  private final @Nullable Timings timings;
  private Trace trace;
  private @Nullable Target target;
  private @Nullable Problem problem;
  private List<String> values = List.of();
  private Identity identity = Identity.ANONYMOUS;
  private @Nullable Deadline deadline;
  private @Nullable String from;
  private double left = 1;

  private Visit(HttpServerRequest request, @Nullable Trace asked, long startedNanos) {
    this.request = request;
    this.asked = asked;
    this.trace = asked == null ? Trace.start() : asked.sampled(false).in(Trace.freshSpan());
    this.startedNanos = startedNanos;
    this.timings = request.headers().contains(TIMING) ? new Timings(startedNanos) : null;
  }

  public static Visit begin(HttpServerRequest request) {
    return new Visit(request, Trace.parse(request.getHeader(TRACEPARENT)), System.nanoTime());
  }

  public HttpServerRequest request() {
    return request;
  }

  public HttpServerResponse response() {
    return request.response();
  }

  /** The request's own span of its trace. */
  public Trace trace() {
    return trace;
  }

  /** The span that its client has sent it from, if it said so. */
  public @Nullable Trace asked() {
    return asked;
  }

  /** What becomes of it is remembered. */
  public void sample() {
    trace = trace.sampled(true);
  }

  /** It is answered with this. */
  public void refused(Problem why) {
    problem = why;
  }

  /** What it was refused with, or null. */
  public @Nullable Problem problem() {
    return problem;
  }

  public long startedNanos() {
    return startedNanos;
  }

  /** Where its time goes, if its client asks for that. */
  public @Nullable Timings timings() {
    return timings;
  }

  /** Its route was found, with these values of the path's parameters, still percent-encoded. */
  public void found(Target route, List<String> parameters) {
    target = route;
    values = parameters;
  }

  /** Its route, or null as long as none was found. */
  public @Nullable Target target() {
    return target;
  }

  /** Its route, for those who come after it was found. */
  public Target route() {
    return Objects.requireNonNull(target);
  }

  public List<String> values() {
    return values;
  }

  public void by(Identity who) {
    identity = who;
    if (timings != null) {
      timings.identified();
    }
  }

  public Identity identity() {
    return identity;
  }

  /** It comes from this address, whoever brought it. */
  public void from(String address) {
    from = address;
  }

  /** The address that the client has on the network. */
  public String address() {
    String known = from;
    if (known == null) {
      known = request.remoteAddress().hostAddress();
      from = known;
    }
    return known;
  }

  /** Whether a limit of which this share is left is the tightest that it has met up to now. */
  public boolean isTightest(double share) {
    boolean tightest = share <= left;
    left = Math.min(left, share);
    return tightest;
  }

  /** When nobody waits any more, as the client asks for it. */
  public Deadline deadline() {
    Deadline known = deadline;
    if (known == null) {
      known = Timeouts.deadline(request.getHeader(TIMEOUT));
      deadline = known;
    }
    return known;
  }
}
