package io.sennit.mesh.store;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Repeatable;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * By what an answer is found again.
 *
 * @param scope whose key it is
 * @param request a digest of what was asked for
 */
record AnswerKey(String scope, String key, Buffer request) {
  private static final int LONGEST = 255;

  /** Null for a call that has none. */
  static @Nullable AnswerKey of(Call call) {
    String key = call.headers().get(Repeatable.KEY);
    if (key == null) {
      return null;
    }
    if (key.isEmpty() || key.length() > LONGEST || !key.chars().allMatch(AnswerKey::isVisible)) {
      throw Problem.of(
          Kind.MALFORMED,
          "An Idempotency-Key has 1 to " + LONGEST
              + " visible ASCII characters; make one up for"
              + " each thing that is to happen once, such as a UUID.");
    }
    Buffer request = digest(call);
    // Who shows no identity shares keys with nobody who asks for something else.
    String scope = call.identity().isAnonymous()
        ? "anonymous " + HexFormat.of().formatHex(request.getBytes())
        : "user " + call.identity().subject();
    return new AnswerKey(scope, key, request);
  }

  private static boolean isVisible(int character) {
    return character > ' ' && character < 127;
  }

  private static Buffer digest(Call call) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(call.operation().toString().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
      return Buffer.buffer(digest.digest(call.body().bytes().getBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Who else uses the key at the same time, for whatever it may be, is in its way. */
  AnswerKey withoutRequest() {
    return new AnswerKey(scope, key, Buffer.buffer(0));
  }

  Tuple tuple() {
    return Tuple.of(scope, key);
  }

  Problem usedOtherwise() {
    return Problem.of(
        Kind.INVALID,
        "The Idempotency-Key '" + key
            + "' was used for another request: make up a new one for this.");
  }

  static Problem atWork() {
    return Problem.of(
        Kind.CONFLICT,
        "Another request with this Idempotency-Key is being worked on: wait for its answer, or ask again.");
  }
}
