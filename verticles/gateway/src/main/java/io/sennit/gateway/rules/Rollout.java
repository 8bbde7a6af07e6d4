package io.sennit.gateway.rules;

import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.policy.Fields;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which version of its service a request goes to. What is not given to a version goes to versions
 * that are not named here.
 *
 * @param split shares that stay as they are
 * @param gradual a share that grows by itself
 * @param signs who goes to a version whatever the shares are
 * @param sticky what keeps somebody with the version that they got first
 * @param fallback whether another version may answer when none of the wanted one can be called
 * @param guard when a version is given nothing any more
 * @param mirror who gets copies
 */
public record Rollout(
    List<Share> split,
    @Nullable Gradual gradual,
    Signs signs,
    Sticky sticky,
    boolean fallback,
    Guard guard,
    @Nullable Mirror mirror) {
  private static final String VERSION = "a version as its instances announce it, such as 2.0.0";

  /** A version and the share of requests that it gets, in percent. */
  public record Share(String version, int weight) {
    static Share read(Fields fields) {
      return new Share(fields.text("version", VERSION), fields.whole("weight", 0, 0, 100));
    }
  }

  /** What requests have that are meant for a version. */
  public record Signs(@Nullable Sign header, @Nullable Sign cookie) {}

  /** A header or a cookie with a value, and the version that its requests go to. */
  public record Sign(String name, String value, String version) {
    static @Nullable Sign read(Fields of, String part) {
      if (!of.has(part)) {
        return null;
      }
      Fields fields = of.part(part);
      return new Sign(
          fields.text("name", "the name of a " + part),
          fields.text("value", "the value that the " + part + " must have"),
          fields.text("version", VERSION));
    }
  }

  /** By what a request's place among the shares is drawn. */
  public enum Sticky {
    /** Who asks, and for those who are not known their address. */
    IDENTITY,
    ADDRESS,
    NONE
  }

  /** A share in percent that grows evenly for some time, and then stays. */
  public record Gradual(String version, int from, int to, Duration over, Instant startedAt) {
    private static final String TIME = "a time such as 2026-11-20T10:00:00Z";
    private static final long LONGEST = Duration.ofDays(30).toMillis();

    static @Nullable Gradual read(Fields of) {
      if (!of.has("gradual")) {
        return null;
      }
      Fields fields = of.part("gradual");
      if (!fields.has("startedAt")) {
        fields.fault("needs startedAt: " + TIME);
      }
      return new Gradual(
          fields.text("version", VERSION),
          fields.whole("from", 0, 0, 100),
          fields.whole("to", 100, 0, 100),
          fields.duration("over", Duration.ofMinutes(30), 1, LONGEST),
          fields.read("startedAt", Instant.EPOCH, Gradual::time, TIME));
    }

    private static @Nullable Instant time(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException wrong) {
        return null;
      }
    }

    /** The share at a time, in percent. */
    public double share(Instant now) {
      double gone = (double) Duration.between(startedAt, now).toMillis() / over.toMillis();
      return from + (to - from) * Math.min(1, Math.max(0, gone));
    }
  }

  /**
   * When a version has failed too often.
   *
   * @param abortAbove by how much the share of its failures may be above that of the others
   * @param leastCalls so many calls are watched before
   */
  public record Guard(double abortAbove, int leastCalls) {
    static final Guard DEFAULT = new Guard(0.05, 100);
  }

  /**
   * A service that gets copies of requests.
   *
   * @param share of the requests that are copied
   * @param inFlight so many copies at a time
   */
  public record Mirror(String service, double share, int inFlight) {
    static @Nullable Mirror read(Fields of) {
      if (!of.has("mirror")) {
        return null;
      }
      Fields fields = of.part("mirror");
      String service = fields.text("service", "the name of a service");
      if (!service.isEmpty() && !OperationId.isName(service)) {
        fields.fault("has the service '" + service + "', which is no name of one");
      }
      return new Mirror(service, fields.share("share", 1), fields.whole("inFlight", 64, 1, 10_000));
    }
  }

  static Rollout read(Fields fields) {
    Rollout rollout = new Rollout(
        fields.parts("split").stream().map(Share::read).toList(),
        Gradual.read(fields),
        new Signs(Sign.read(fields, "header"), Sign.read(fields, "cookie")),
        fields.choice("sticky", Sticky.IDENTITY, Sticky.class),
        fields.flag("fallback", true),
        new Guard(
            fields.share("abortAbove", Guard.DEFAULT.abortAbove),
            fields.whole("leastCalls", Guard.DEFAULT.leastCalls, 1, 1_000_000)),
        Mirror.read(fields));
    rollout.check(fields);
    return rollout;
  }

  private void check(Fields fields) {
    Set<String> seen = new HashSet<>();
    int sum = gradual == null ? 0 : Math.max(gradual.from(), gradual.to());
    if (gradual != null) {
      seen.add(gradual.version());
    }
    for (Share share : split) {
      sum += share.weight();
      if (!seen.add(share.version())) {
        fields.fault("gives shares to " + share.version() + " twice");
      }
    }
    if (sum > 100) {
      fields.fault("gives away " + sum + " percent: 100 is all there is");
    }
  }

  /** Whether it says which version gets a request. */
  public boolean choosesVersions() {
    return !split.isEmpty() || gradual != null || signs.header() != null || signs.cookie() != null;
  }
}
