package io.sennit.gateway.respond;

import io.sennit.gateway.cors.Cors;
import io.sennit.gateway.rules.CorsRules;
import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.visit.Target;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers requests: with what came of them, in the shape in which their clients want it. */
public final class Answers {
  private final Compression compression;
  private final CharSequence[] standing;
  private final CorsRules elsewhere;

  public Answers(Vertx vertx, GatewayRules rules) {
    compression = new Compression(vertx);
    standing = encoded(rules.headers().fields());
    elsewhere = rules.routes().all().cors();
  }

  /** To be called first of all, so that whoever writes the response, it has them. */
  public void begin(HttpServerResponse response) {
    MultiMap headers = response.headers();
    for (int i = 0; i < standing.length; i += 2) {
      headers.add(standing[i], standing[i + 1]);
    }
  }

  /**
   * Lets pages of other origins read what follows, if they may.
   *
   * @param target null where no route was found
   */
  public void open(HttpServerRequest request, @Nullable Target target) {
    Cors.apply(request, target == null ? elsewhere : target.rules().cors());
  }

  /** Writes a reply; ends with the status that the client got. */
  public Future<Integer> write(Visit visit, Reply reply) {
    if (visit.response().headWritten()) {
      return Future.succeededFuture(Responder.reply(visit, reply));
    }
    HttpMethod method = visit.request().method();
    boolean reads = HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
    Reply answer = reads ? Preconditions.apply(visit.request(), reply) : reply;
    return Compression.concerns(visit, answer)
        ? compression.apply(visit, answer).map(shaped -> Responder.reply(visit, shaped))
        : Future.succeededFuture(Responder.reply(visit, answer));
  }

  private static CharSequence[] encoded(Map<String, String> headers) {
    return headers.entrySet().stream()
        .flatMap(field -> Stream.of(
            HttpHeaders.createOptimized(field.getKey()),
            HttpHeaders.createOptimized(field.getValue())))
        .toArray(CharSequence[]::new);
  }
}
