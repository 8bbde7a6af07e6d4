package io.sennit.mesh.message;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The version of a service that a call is meant for, where its caller has one in mind.
 *
 * <p>It travels as the header {@code sennit-version}, which no edge takes from clients: who may
 * choose is decided by policies.
 */
public final class VersionWish {
  private static final String HEADER = "sennit-version";
  private static final String OTHERS = "!";
  private static final String SEPARATOR = ";";
  private static final String ELSE_ANY = ",*";

  private final String text;
  private final Set<String> versions;
  private final boolean others;
  private final boolean elseAny;

  private VersionWish(String text) {
    String body =
        text.endsWith(ELSE_ANY) ? text.substring(0, text.length() - ELSE_ANY.length()) : text;
    this.text = text;
    this.elseAny = body.length() < text.length();
    this.others = body.startsWith(OTHERS);
    this.versions = Set.of((others ? body.substring(OTHERS.length()) : body).split(SEPARATOR, -1));
  }

  /** A wish for this version and no other, written as its instances announce it. */
  public static VersionWish only(String version) {
    return new VersionWish(version);
  }

  /** A wish for this version, or any other when none of it can be called. */
  public static VersionWish rather(String version) {
    return new VersionWish(version + ELSE_ANY);
  }

  /** A wish for any version but these, or for these when no other can be called. */
  public static VersionWish ratherOthersThan(Set<String> versions) {
    return new VersionWish(OTHERS + String.join(SEPARATOR, new TreeSet<>(versions)) + ELSE_ANY);
  }

  /** The wish of this text, as {@link #textOf} has it. */
  public static VersionWish parse(String text) {
    return new VersionWish(text);
  }

  /** The wish as it stands in a call, or null for a call that has none, as most. */
  public static @Nullable String textOf(Call call) {
    return call.headers().get(HEADER);
  }

  /** The call with this wish, for edges and policies. */
  public Call in(Call call) {
    return call.with(HEADER, text);
  }

  /** Whether instances of this version are what is wished for. */
  public boolean fits(String version) {
    return versions.contains(version) != others;
  }

  /** Whether any other will do when none of those can be called. */
  public boolean elseAny() {
    return elseAny;
  }

  @Override
  public String toString() {
    return text;
  }
}
