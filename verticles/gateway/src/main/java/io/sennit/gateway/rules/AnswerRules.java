package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;

/**
 * What the gateway adds to the answers of a route.
 *
 * @param etag whether answers without a tag get one, made of their content
 * @param compress when answers are compressed
 * @param timings whether anybody may ask where the time went; operators always may
 */
public record AnswerRules(boolean etag, Compress compress, boolean timings) {
  public static final AnswerRules DEFAULT = new AnswerRules(false, Compress.SAFE, false);

  /** When answers are compressed. */
  public enum Compress {
    NEVER,
    /**
     * What anybody may read. Compressed length tells of secrets that stand beside something an
     * attacker chose, as BREACH showed: so nothing that depends on who asks, and no cookies.
     */
    SAFE,
    ALWAYS
  }

  AnswerRules with(Fields fields) {
    return new AnswerRules(
        fields.flag("etag", etag),
        fields.choice("compress", compress, Compress.class),
        fields.flag("timings", timings));
  }
}
