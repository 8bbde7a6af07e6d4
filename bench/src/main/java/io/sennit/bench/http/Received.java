package io.sennit.bench.http;

import java.util.Locale;

/** What of an answer has come so far on a connection that has asked for one thing. */
enum Received {
  PART,
  RIGHT,
  WRONG;

  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String LENGTH = "content-length:";
  private static final String CHUNKED = "transfer-encoding: chunked";
  private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 ";

  /** @param text all of it, a byte for a character */
  static Received of(String text) {
    int body = text.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
    if (body < END_OF_HEAD.length()) {
      return PART;
    }
    String head = text.substring(0, body).toLowerCase(Locale.ROOT);
    if (head.contains(CHUNKED)) {
      return text.endsWith(LAST_CHUNK) ? judged(text, text.indexOf('\n', body) + 1) : PART;
    }
    return text.length() < body + length(head) ? PART : judged(text, body);
  }

  private static Received judged(String text, int body) {
    return text.startsWith(OK) && text.startsWith(Target.START_OF_ANSWER, body) ? RIGHT : WRONG;
  }

  private static int length(String head) {
    int field = head.indexOf(LENGTH);
    if (field < 0) {
      return 0;
    }
    int begin = field + LENGTH.length();
    return Integer.parseInt(head.substring(begin, head.indexOf('\r', begin)).strip());
  }
}
