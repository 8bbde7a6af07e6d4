package io.sennit.gateway.respond;

import io.netty.util.AsciiString;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.vertx.core.http.HttpServerRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client has already what it asks for (RFC 9110, section 13). Services may answer that
 * themselves; this is for those that only say which state an answer is of.
 */
final class Preconditions {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final CharSequence IF_NONE_MATCH = AsciiString.cached("if-none-match");
  private static final CharSequence IF_MODIFIED_SINCE = AsciiString.cached("if-modified-since");

  /** Whatever would change what a client does with the answer that it has. */
  private static final Set<String> KEPT = Set.of(
      "age",
      "cache-control",
      "content-location",
      "etag",
      "expires",
      "last-modified",
      "set-cookie",
      "vary");

  private Preconditions() {}

  /** The reply to a GET or HEAD, or only that nothing has changed. */
  static Reply apply(HttpServerRequest request, Reply reply) {
    if (reply.status() != OK) {
      return reply;
    }
    List<String> known = request.headers().getAll(IF_NONE_MATCH);
    boolean unchanged = known.isEmpty()
        ? isUnchangedSince(request.getHeader(IF_MODIFIED_SINCE), reply)
        : isAmong(known, reply.headers().get("etag"));
    return unchanged ? new Reply(NOT_MODIFIED, kept(reply.headers()), Body.EMPTY) : reply;
  }

  /** Any current representation matches a star; tags are compared without their weakness. */
  private static boolean isAmong(List<String> fields, @Nullable String tag) {
    for (String field : fields) {
      if (field.strip().equals("*") || (tag != null && lists(field, opaque(tag)))) {
        return true;
      }
    }
    return false;
  }

  /** A tag may hold commas, so that a list of them is not to be cut at each. */
  private static boolean lists(String field, String tag) {
    int open = field.indexOf('"');
    while (open >= 0) {
      int close = field.indexOf('"', open + 1);
      if (close - open + 1 == tag.length() && field.startsWith(tag, open)) {
        return true;
      }
      open = close < 0 ? -1 : field.indexOf('"', close + 1);
    }
    return false;
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  private static boolean isUnchangedSince(@Nullable String date, Reply reply) {
    String modified = date == null ? null : reply.headers().get("last-modified");
    Instant known = date == null || modified == null ? null : instant(date);
    Instant changed = known == null || modified == null ? null : instant(modified);
    return known != null && changed != null && !changed.isAfter(known);
  }

  private static @Nullable Instant instant(String date) {
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip()));
    } catch (DateTimeException notADate) {
      // A condition that cannot be read does not hold.
      return null;
    }
  }

  private static Pairs kept(Pairs headers) {
    List<String> flat = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      if (KEPT.contains(headers.name(i))) {
        flat.add(headers.name(i));
        flat.add(headers.value(i));
      }
    }
    return Pairs.of(flat);
  }
}
