package io.sennit.gateway.rollout;

import io.sennit.gateway.rules.Rollout;
import io.sennit.gateway.rules.Rollout.Gradual;
import io.sennit.gateway.rules.Rollout.Share;
import io.sennit.gateway.rules.Rollout.Sign;
import io.sennit.gateway.rules.Rollout.Sticky;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.balance.StableHash;
import io.sennit.mesh.message.VersionWish;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Gives each request to a version of a service, as the rules have it. */
final class Steering {
  private static final double ALL = 100;
  private static final double STEPS = 0x1p53;

  private final String service;
  private final Rollout rule;
  private final Trial trial;
  private final Clock clock;
  private final RandomGenerator dice;
  private final Map<String, Course> named = new HashMap<>();
  private final Map<String, Course> instead = new HashMap<>();
  private final Course others;

  Steering(String service, Rollout rule, Trial trial, Clock clock, RandomGenerator dice) {
    this.service = service;
    this.rule = rule;
    this.trial = trial;
    this.clock = clock;
    this.dice = dice;
    rule.split().forEach(share -> name(share.version()));
    if (rule.gradual() != null) {
      name(rule.gradual().version());
    }
    name(rule.signs().header());
    name(rule.signs().cookie());
    this.others = new Course(null, VersionWish.ratherOthersThan(named.keySet()));
  }

  private void name(@Nullable Sign sign) {
    if (sign != null) {
      name(sign.version());
    }
  }

  private void name(String version) {
    VersionWish wish = rule.fallback() ? VersionWish.rather(version) : VersionWish.only(version);
    named.put(version, new Course(version, wish));
    instead.put(version, new Course(null, VersionWish.ratherOthersThan(Set.of(version))));
  }

  /** Who shows a sign gets its version, also one that was stopped: they ask for it. */
  Course course(Visit visit) {
    String signed = signed(visit.request());
    return signed == null ? ofShares(place(visit)) : course(named, signed);
  }

  private @Nullable String signed(HttpServerRequest request) {
    Sign header = rule.signs().header();
    if (header != null && header.value().equals(request.getHeader(header.name()))) {
      return header.version();
    }
    Sign sign = rule.signs().cookie();
    @Nullable Cookie cookie = sign == null ? null : request.getCookie(sign.name());
    return sign != null && cookie != null && sign.value().equals(cookie.getValue())
        ? sign.version()
        : null;
  }

  /**
   * The course of a place from 0 up to 100. What grows does so from the end, so that nobody who has
   * it once gets something else because it grows.
   */
  Course ofShares(double place) {
    Gradual gradual = rule.gradual();
    if (gradual != null && place >= ALL - gradual.share(clock.instant())) {
      return given(gradual.version());
    }
    double below = 0;
    for (Share share : rule.split()) {
      below += share.weight();
      if (place < below) {
        return given(share.version());
      }
    }
    return others;
  }

  private Course given(String version) {
    return course(trial.isStopped(version) ? instead : named, version);
  }

  private Course course(Map<String, Course> courses, String version) {
    Course course = courses.get(version);
    return course == null ? others : course;
  }

  private double place(Visit visit) {
    if (rule.sticky() == Sticky.NONE) {
      return dice.nextDouble() * ALL;
    }
    boolean byAddress = rule.sticky() == Sticky.ADDRESS || visit.identity().isAnonymous();
    return place(byAddress ? visit.address() : visit.identity().subject());
  }

  /**
   * Somebody's place, the same on every gateway and for all operations, another in each service.
   */
  double place(String who) {
    return (StableHash.of(service + ' ' + who) >>> 11) / STEPS * ALL;
  }
}
