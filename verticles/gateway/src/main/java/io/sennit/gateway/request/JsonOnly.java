package io.sennit.gateway.request;

import io.netty.util.AsciiString;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.vertx.core.MultiMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets JSON in by its media type, in UTF-8 and not compressed, and nothing else. */
final class JsonOnly {
  private static final CharSequence CONTENT_TYPE = AsciiString.cached("content-type");
  private static final CharSequence CONTENT_ENCODING = AsciiString.cached("content-encoding");
  private static final String JSON = "application/json";

  private static final String MARKS = "!#$%&'*+.^_`|~0-9A-Za-z-";
  private static final String TOKEN = "[" + MARKS + "]++";

  /** Any parameter may be there, and changes nothing, but the charset. */
  private static final Pattern LIKE_JSON = Pattern.compile("(?i)(?:application/json|" + TOKEN
      + "/[" + MARKS + "]*\\+json)(?:[ \t]*+;[ \t]*+(?:charset=(?:utf-8|\"utf-8\")|(?!charset)"
      + TOKEN + "=(?:" + TOKEN + "|\"[^\"\\\\]*+\")))*+");

  private JsonOnly() {}

  static void require(MultiMap headers) {
    String type = headers.get(CONTENT_TYPE);
    if (!JSON.equals(type) && !isLikeJson(type)) {
      throw refusal("Send JSON in UTF-8, with the header Content-Type: application/json.");
    }
    String encoding = headers.get(CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw refusal("Send the body as it is, without Content-Encoding.");
    }
  }

  private static boolean isLikeJson(@Nullable String type) {
    return type != null && LIKE_JSON.matcher(type).matches();
  }

  private static Problem refusal(String sentence) {
    return Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE, sentence);
  }
}
