package io.sennit.gateway.head;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Lets a path in that has one spelling, so that no rule can be walked around, and a query that
 * everybody decodes alike.
 */
final class Spelling {
  private static final int MOST_PARAMETERS = 256;
  private static final int DELETE = 0x7f;

  private Spelling() {}

  static void path(String path) {
    if (!Octets.PATH.hasAll(path, 0, path.length())) {
      throw Refusals.malformed("The path has characters that must be percent-encoded.");
    }
    if (path.contains("//") || hasDotSegment(path)) {
      throw Refusals.malformed("The path must be plain: without empty segments and ones of dots.");
    }
    if (path.indexOf('%') >= 0) {
      encoded(path);
    }
  }

  private static boolean hasDotSegment(String path) {
    int dot = path.indexOf("/.");
    while (dot >= 0) {
      int at = dot + 1;
      while (at < path.length() && path.charAt(at) == '.') {
        at++;
      }
      if (at == path.length() || path.charAt(at) == '/') {
        return true;
      }
      dot = path.indexOf("/.", at);
    }
    return false;
  }

  private static void encoded(String path) {
    String text = decoded(path);
    if (text == null) {
      throw Refusals.malformed("The path is not percent-encoded UTF-8 as RFC 3986 has it.");
    }
    for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
      char hidden = (char) HexFormat.fromHexDigits(path, i + 1, i + 3);
      if (hidden < ' ' || hidden == DELETE || "/\\.;".indexOf(hidden) >= 0) {
        throw Refusals.malformed(
            "The path hides a slash, a dot, a semicolon or a control character.");
      }
    }
    if (isEncodedAgain(text)) {
      throw Refusals.malformed("The path is percent-encoded twice.");
    }
    if (hasLookalike(text)) {
      throw Refusals.malformed("The path has a character that others take for a slash or a dot.");
    }
  }

  private static boolean isEncodedAgain(String text) {
    for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
      if (isHex(text, i + 1)) {
        return true;
      }
    }
    return false;
  }

  /** Full-width forms and their like, which some systems turn into what they look like. */
  private static boolean hasLookalike(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > DELETE) {
        return marks(Normalizer.normalize(text, Normalizer.Form.NFKC)) != marks(text);
      }
    }
    return false;
  }

  private static long marks(String text) {
    return text.chars().filter(c -> c == '/' || c == '\\' || c == '.').count();
  }

  static void query(String query) {
    if (!Octets.QUERY.hasAll(query, 0, query.length())) {
      throw Refusals.malformed("The query has characters that must be percent-encoded.");
    }
    int parameters = 1;
    for (int i = query.indexOf('&'); i >= 0; i = query.indexOf('&', i + 1)) {
      parameters++;
    }
    if (parameters > MOST_PARAMETERS) {
      throw Refusals.malformed("The query may have " + MOST_PARAMETERS + " parameters at most.");
    }
    if (query.indexOf('%') >= 0) {
      String text = decoded(query);
      if (text == null || text.indexOf('\0') >= 0) {
        throw Refusals.malformed("The query is not percent-encoded UTF-8 as RFC 3986 has it.");
      }
    }
  }

  /** The text, or null when it is not what percent-encoding can be. */
  private static @Nullable String decoded(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (!isHex(text, i + 1)) {
          return null;
        }
        bytes.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 2;
      } else {
        bytes.put((byte) c);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  private static boolean isHex(String text, int at) {
    return at + 2 <= text.length()
        && HexFormat.isHexDigit(text.charAt(at))
        && HexFormat.isHexDigit(text.charAt(at + 1));
  }
}
