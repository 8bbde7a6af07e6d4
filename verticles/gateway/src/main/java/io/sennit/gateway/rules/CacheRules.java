package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Which answers of a route the gateway keeps for others who ask the same.
 *
 * @param on whether any are kept; those that say they may be, by default
 * @param times how long, where answers do not say so themselves
 * @param keys what makes two requests different
 * @param refresh whether clients may insist on a new answer
 * @param drops what makes kept answers worthless
 */
public record CacheRules(boolean on, Times times, Keys keys, boolean refresh, Drops drops) {
  public static final CacheRules DEFAULT =
      new CacheRules(true, Times.NONE, Keys.NONE, true, Drops.NONE);

  private static final long DAY = Duration.ofDays(1).toMillis();

  /**
   * How long kept answers are used.
   *
   * @param fresh those that say nothing of it; zero leaves them alone
   * @param missing that there is nothing here
   * @param whileRefreshed for so long after that, while a new one is fetched
   * @param ifFailing for so long after that, where no new one can be had
   */
  public record Times(
      Duration fresh, Duration missing, Duration whileRefreshed, Duration ifFailing) {
    static final Times NONE = new Times(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    Times with(Fields fields) {
      return new Times(
          fields.duration("for", fresh, 0, DAY),
          fields.duration("missingFor", missing, 0, DAY),
          fields.duration("staleWhileRevalidate", whileRefreshed, 0, DAY),
          fields.duration("staleIfError", ifFailing, 0, DAY));
    }
  }

  /**
   * What makes two requests different, besides path and query.
   *
   * @param vary header fields of the request, whether or not answers name them
   * @param perUser whether who asks does: so answers may be kept that are for one user alone
   */
  public record Keys(List<String> vary, boolean perUser) {
    static final Keys NONE = new Keys(List.of(), false);

    public Keys {
      vary = vary.stream().map(name -> name.toLowerCase(Locale.ROOT)).sorted().toList();
    }

    Keys with(Fields fields) {
      return new Keys(fields.texts("vary", vary), fields.flag("perUser", perUser));
    }
  }

  /**
   * Which events make kept answers worthless.
   *
   * @param events their types, such as {@code product.updated} or {@code product.*}
   * @param subject the parameter of the path that is the subject of the events; where it is empty,
   *     an event drops all answers of the route
   */
  public record Drops(List<String> events, String subject) {
    static final Drops NONE = new Drops(List.of(), "");

    public Drops {
      events = List.copyOf(events);
    }

    /** The same for a route with these parameters: who does not have the subject drops all. */
    public Drops of(List<String> parameters) {
      return parameters.contains(subject) ? this : new Drops(events, "");
    }

    Drops with(Fields fields) {
      return new Drops(
          fields.texts("invalidatedBy", events),
          fields.read("subject", subject, text -> text, "the name of a parameter of the path"));
    }
  }

  /** Whether answers are kept that do not ask for it themselves. */
  public boolean keepsUnasked() {
    return on && (!times.fresh.isZero() || !times.missing.isZero());
  }

  /** The same for a route with these parameters. */
  public CacheRules of(List<String> parameters) {
    return new CacheRules(on, times, keys, refresh, drops.of(parameters));
  }

  CacheRules with(Fields fields) {
    return new CacheRules(
        fields.flag("on", on),
        times.with(fields),
        keys.with(fields),
        fields.flag("refresh", refresh),
        drops.with(fields));
  }
}
