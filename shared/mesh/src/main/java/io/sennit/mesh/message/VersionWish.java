package io.sennit.mesh.message;

import org.jspecify.annotations.Nullable;

/**
 * The version of a service that a call is meant for, where its caller has one in mind.
 *
 * <p>It travels as the header {@code sennit-version}, which no edge takes from clients: who may
 * choose is decided by policies.
 *
 * @param version as its instances announce it, such as {@code 2.0.0}
 * @param elseAny whether any other version will do when none of this one can be called
 */
public record VersionWish(String version, boolean elseAny) {
  private static final String HEADER = "sennit-version";
  private static final String ELSE_ANY = ",*";

  /** These headers and the wish, for edges and policies. */
  public Pairs in(Pairs headers) {
    return headers.with(HEADER, elseAny ? version + ELSE_ANY : version);
  }

  /** The wish as it stands in a call, or null for a call that has none, as most. */
  public static @Nullable String textOf(Call call) {
    return call.headers().get(HEADER);
  }

  public static VersionWish parse(String text) {
    return text.endsWith(ELSE_ANY)
        ? new VersionWish(text.substring(0, text.length() - ELSE_ANY.length()), true)
        : new VersionWish(text, false);
  }
}
