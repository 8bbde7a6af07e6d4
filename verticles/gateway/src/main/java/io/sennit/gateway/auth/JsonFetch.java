package io.sennit.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gets JSON from elsewhere, and not more of it than is good, and not longer. It follows nobody to
 * another place.
 */
final class JsonFetch {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MOST_BYTES = 256 * 1_024;
  private static final int OK = 200;
  private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age=\"?(\\d{1,9})");

  private final Vertx vertx;
  private final HttpClient http;

  /**
   * What came.
   *
   * @param maxAge how long its sender says that it holds; null when it says nothing
   */
  record Document(JsonObject json, @Nullable Duration maxAge) {}

  JsonFetch(Vertx vertx) {
    this.vertx = vertx;
    this.http = vertx.createHttpClient(
        new HttpClientOptions().setConnectTimeout((int) PATIENCE.toMillis()).setKeepAlive(false));
  }

  Future<Document> get(URI from) {
    RequestOptions options = new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setAbsoluteURI(from.toString())
        .setFollowRedirects(false)
        .putHeader("accept", "application/json");
    Promise<Document> outcome = Promise.promise();
    http.request(options).onFailure(outcome::tryFail).onSuccess(request -> {
      outcome.future().onFailure(given -> request.reset());
      request
          .send()
          .compose(JsonFetch::read)
          .onSuccess(outcome::tryComplete)
          .onFailure(outcome::tryFail);
    });
    // As a whole: who sends a byte from time to time is as good as who sends nothing.
    long timer = vertx.setTimer(
        PATIENCE.toMillis(),
        due -> outcome.tryFail(
            new TimeoutException("it took longer than " + PATIENCE.toSeconds() + " s")));
    return outcome.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private static Future<Document> read(HttpClientResponse response) {
    Promise<Document> outcome = Promise.promise();
    response.exceptionHandler(outcome::tryFail);
    if (response.statusCode() != OK) {
      outcome.fail("it answered " + response.statusCode());
      return outcome.future();
    }
    Buffer body = Buffer.buffer();
    response.handler(chunk -> {
      if (body.length() + chunk.length() > MOST_BYTES) {
        outcome.tryFail("it sent more than " + MOST_BYTES + " bytes");
      } else {
        body.appendBuffer(chunk);
      }
    });
    response.endHandler(end -> {
      try {
        outcome.tryComplete(
            new Document(body.toJsonObject(), maxAge(response.getHeader("cache-control"))));
      } catch (RuntimeException unreadable) {
        outcome.tryFail("it sent no JSON object");
      }
    });
    return outcome.future();
  }

  private static @Nullable Duration maxAge(@Nullable String cacheControl) {
    Matcher found = MAX_AGE.matcher(cacheControl == null ? "" : cacheControl);
    return found.find() ? Duration.ofSeconds(Long.parseLong(found.group(1))) : null;
  }

  Future<Void> close() {
    return http.shutdown(0, TimeUnit.SECONDS);
  }
}
