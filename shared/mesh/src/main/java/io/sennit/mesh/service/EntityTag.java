package io.sennit.mesh.service;

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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tag of a representation, as HTTP has it: another one as soon as anything in it is other. */
public record EntityTag(String text) {
  private static final String HEADER = "etag";
  private static final String WEAK = "W/";
  private static final int BYTES = 12;

  /** For what has no number that changes with it. */
  public static EntityTag ofContent(JsonObject representation) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256")
          .digest(Body.of(representation).bytes().getBytes());
      return new EntityTag('"' + HexFormat.of().formatHex(digest, 0, BYTES) + '"');
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** For what gets another version with each change. */
  public static EntityTag ofVersion(long version) {
    return new EntityTag('"' + Long.toString(version) + '"');
  }

  /** The reply with this tag. */
  public Reply on(Reply reply) {
    return reply.with(HEADER, text);
  }

  /** Answers a representation, or only that it is still the one that the caller has. */
  public Reply answer(Call call, JsonObject representation) {
    boolean isKnown = tags(call, "if-none-match").map(EntityTag::opaque).anyMatch(this::isOneOf);
    return on(isKnown ? new Reply(304, Pairs.EMPTY, Body.EMPTY) : Reply.ok(representation));
  }

  /** Refuses a change of something that is no longer as the caller has seen it. */
  public void require(Call call) {
    if (call.headers().get("if-match") != null && tags(call, "if-match").noneMatch(this::isOneOf)) {
      throw Problem.of(
          Kind.PRECONDITION_FAILED,
          "It is no longer as If-Match says: read it again, and decide anew.");
    }
  }

  /** A weak tag does not equal one that says that nothing at all is other. */
  private boolean isOneOf(String tag) {
    return tag.equals("*") || tag.equals(text);
  }

  private static String opaque(String tag) {
    return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
  }

  private static Stream<String> tags(Call call, String header) {
    @Nullable String tags = call.headers().get(header);
    return tags == null ? Stream.empty() : Arrays.stream(tags.split(",")).map(String::strip);
  }
}
