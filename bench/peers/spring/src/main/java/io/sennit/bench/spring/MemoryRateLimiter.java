package io.sennit.bench.spring;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import java.time.Duration;
import java.util.Map;
import org.springframework.cloud.gateway.filter.ratelimit.RateLimiter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The limit of its documentation asks Redis for each request; this one is in memory. */
@Component
class MemoryRateLimiter implements RateLimiter<Object> {
  private static final RateLimiterConfig CONFIG = RateLimiterConfig.custom()
      .limitForPeriod(1_000_000)
      .limitRefreshPeriod(Duration.ofSeconds(1))
      .timeoutDuration(Duration.ZERO)
      .build();

  private final RateLimiterRegistry limiters = RateLimiterRegistry.of(CONFIG);

  @Override
  public Mono<Response> isAllowed(String route, String key) {
    return Mono.just(new Response(limiters.rateLimiter(key).acquirePermission(), Map.of()));
  }

  @Override
  public Map<String, Object> getConfig() {
    return Map.of();
  }

  @Override
  public Class<Object> getConfigClass() {
    return Object.class;
  }

  @Override
  public Object newConfig() {
    return new Object();
  }
}
