package io.sennit.gateway.outside;

import io.sennit.gateway.rules.Outside.Health;
import io.sennit.gateway.rules.Outside.Origin;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the instances of a service regularly whether they are well. */
final class HealthChecks {
  private static final Logger log = LoggerFactory.getLogger(HealthChecks.class);
  private static final int BAD_REQUEST = 400;

  /** One bad answer may be chance. */
  private static final int ENOUGH_FAILURES = 2;

  private final String service;
  private final Health health;
  private final HttpClient http;
  private final Map<Origin, Integer> failures = new HashMap<>();
  private final Consumer<List<Origin>> well;
  private final List<Origin> all;

  /** @param well is told which instances are well, whenever that changes */
  HealthChecks(
      String service,
      Health health,
      List<Origin> all,
      HttpClient http,
      Consumer<List<Origin>> well) {
    this.service = service;
    this.health = health;
    this.all = all;
    this.http = http;
    this.well = well;
  }

  /** Returns what ends it. */
  Runnable start(Vertx vertx) {
    long timer = vertx.setPeriodic(0, health.every().toMillis(), due -> all.forEach(this::check));
    return () -> vertx.cancelTimer(timer);
  }

  private void check(Origin origin) {
    http.request(new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(origin.uri().getHost())
            .setPort(origin.port())
            .setSsl(origin.isSecure())
            .setURI(health.path())
            .setTimeout(health.timeout().toMillis())
            .setConnectTimeout(health.timeout().toMillis()))
        .compose(request -> request.send())
        .compose(HealthChecks::verdict)
        .onComplete(answer -> note(origin, answer.succeeded()));
  }

  private static Future<Void> verdict(HttpClientResponse response) {
    return response
        .end()
        .compose(ended -> response.statusCode() < BAD_REQUEST
            ? Future.succeededFuture()
            : Future.failedFuture("status " + response.statusCode()));
  }

  private synchronized void note(Origin origin, boolean isWell) {
    int before = failures.getOrDefault(origin, 0);
    int now = isWell ? 0 : Math.min(ENOUGH_FAILURES, before + 1);
    failures.put(origin, now);
    boolean wasOut = before == ENOUGH_FAILURES;
    boolean isOut = now == ENOUGH_FAILURES;
    if (wasOut != isOut) {
      log.warn(
          "{} of '{}' {}",
          origin.uri(),
          service,
          isOut ? "is not well and gets no requests" : "is well again");
      well.accept(all.stream()
          .filter(one -> failures.getOrDefault(one, 0) < ENOUGH_FAILURES)
          .toList());
    }
  }
}
