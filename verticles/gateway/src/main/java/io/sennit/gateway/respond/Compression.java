package io.sennit.gateway.respond;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.util.AsciiString;
import io.sennit.gateway.rules.AnswerRules.Compress;
import io.sennit.gateway.visit.Visit;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes answers shorter for clients that take them so, where that gives nothing away. */
final class Compression {
  /** What is shorter fits into one packet as it is. */
  private static final int LEAST = 1_024;

  /** What is longer is no work for an event loop. */
  private static final int MOST_AT_ONCE = 16 * 1_024;

  private static final CharSequence ACCEPT_ENCODING = AsciiString.cached("accept-encoding");
  private static final Set<String> TYPES = Set.of(
      "application/graphql-response+json",
      "application/javascript",
      "application/json",
      "application/problem+json",
      "application/xml",
      "image/svg+xml",
      "text/css",
      "text/csv",
      "text/html",
      "text/javascript",
      "text/plain",
      "text/xml");

  /** What kept answers were shortened to, for as long as they are kept. */
  private static final int MOST_KEPT = 8 << 20;

  private final Vertx vertx;
  private final Cache<Body, Buffer> gzip = encodings();
  private final Cache<Body, Buffer> deflate = encodings();

  Compression(Vertx vertx) {
    this.vertx = vertx;
  }

  private static Cache<Body, Buffer> encodings() {
    return Caffeine.newBuilder()
        .weakKeys()
        .maximumWeight(MOST_KEPT)
        .weigher((Body body, Buffer bytes) -> bytes.length())
        .executor(Runnable::run)
        .build();
  }

  /** Whether this answer could be had shorter, so that caches must know what was asked for. */
  static boolean concerns(Visit visit, Reply reply) {
    return reply.body().bytes().length() >= LEAST
        && visit.target() != null
        && isAllowed(visit, reply)
        && reply.headers().get("content-encoding") == null
        && isCompressible(reply.headers().get("content-type"))
        && !mayNotBeChanged(reply.headers().get("cache-control"));
  }

  Future<Reply> apply(Visit visit, Reply reply) {
    visit.response().headers().add("vary", "accept-encoding");
    String accepted = visit.request().getHeader(ACCEPT_ENCODING);
    Coding coding = accepted == null ? null : Coding.preferred(accepted);
    if (coding == null) {
      return Future.succeededFuture(reply);
    }
    return encoded(reply, coding).map(bytes -> encoded(reply, coding, bytes));
  }

  private Future<Buffer> encoded(Reply reply, Coding coding) {
    Cache<Body, Buffer> known = coding == Coding.GZIP ? gzip : deflate;
    // Only what has an age has been kept, and will be asked for again.
    boolean kept = reply.headers().get("age") != null;
    Buffer bytes = kept ? known.getIfPresent(reply.body()) : null;
    if (bytes != null) {
      return Future.succeededFuture(bytes);
    }
    Buffer content = reply.body().bytes();
    Future<Buffer> encoded = content.length() <= MOST_AT_ONCE
        ? Future.succeededFuture(coding.encode(content))
        : vertx.executeBlocking(() -> coding.encode(content), false);
    return kept ? encoded.onSuccess(result -> known.put(reply.body(), result)) : encoded;
  }

  private static Reply encoded(Reply reply, Coding coding, Buffer bytes) {
    Reply encoded = new Reply(reply.status(), reply.headers(), Body.of(bytes))
        .with("content-encoding", coding.text());
    if (encoded.headers().get("content-type") == null) {
      encoded = encoded.with("content-type", "application/json");
    }
    String tag = encoded.headers().get("etag");
    // The same state in other bytes: that is what a weak tag says.
    return tag == null || tag.startsWith("W/") ? encoded : encoded.with("etag", "W/" + tag);
  }

  private static boolean isAllowed(Visit visit, Reply reply) {
    Compress when = visit.route().rules().answers().compress();
    if (when != Compress.SAFE) {
      return when == Compress.ALWAYS;
    }
    HttpMethod method = visit.request().method();
    boolean reads = HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
    return reads && visit.identity().isAnonymous() && reply.headers().get("set-cookie") == null;
  }

  private static boolean isCompressible(@Nullable String contentType) {
    if (contentType == null) {
      return true;
    }
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return TYPES.contains(type.strip().toLowerCase(Locale.ROOT));
  }

  private static boolean mayNotBeChanged(@Nullable String cacheControl) {
    return cacheControl != null && cacheControl.contains("no-transform");
  }
}
