package io.sennit.products;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The tag of a representation, as HTTP has it: another one as soon as anything in it is other. */
record EntityTag(String text) {
  private static final String HEADER = "etag";
  private static final int BYTES = 12;

  static EntityTag of(JsonObject representation) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256")
          .digest(Body.of(representation).bytes().getBytes());
      return new EntityTag('"' + HexFormat.of().formatHex(digest, 0, BYTES) + '"');
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** The reply with the tag of its body. */
  static Reply on(Reply reply) {
    return reply.with(HEADER, of(reply.json()).text());
  }

  /** Answers a representation, or only that it is still the one that the caller has. */
  static Reply answer(Call call, JsonObject representation) {
    EntityTag tag = of(representation);
    return tag.isAmong(call.headers().get("if-none-match"))
        ? new Reply(304, Pairs.of(HEADER, tag.text()), Body.EMPTY)
        : Reply.ok(representation).with(HEADER, tag.text());
  }

  /** Refuses a change of something that is no longer as the caller has seen it. */
  static void require(Call call, JsonObject representation) {
    String wanted = call.headers().get("if-match");
    if (wanted != null && (wanted.contains("W/") || !of(representation).isAmong(wanted))) {
      throw Problem.of(
          Kind.PRECONDITION_FAILED,
          "It is no longer as If-Match says: read it again, and decide anew.");
    }
  }

  private boolean isAmong(@Nullable String header) {
    return header != null
        && Arrays.stream(header.split(","))
            .map(String::strip)
            .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
            .anyMatch(tag -> tag.equals("*") || tag.equals(text));
  }
}
