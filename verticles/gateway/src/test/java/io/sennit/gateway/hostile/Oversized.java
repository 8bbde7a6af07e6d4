package io.sennit.gateway.hostile;

import static io.sennit.gateway.hostile.Gathering.GET;
import static io.sennit.gateway.hostile.Gathering.HOST;
import static io.sennit.gateway.hostile.Gathering.JSON;
import static io.sennit.gateway.hostile.Gathering.PUT;

import java.util.List;

/** Too much of a line, of a head or of a body. */
final class Oversized {
  private static final int LINE = 8 * 1024;
  private static final int HEAD = 16 * 1024;
  private static final int BODY = 1 << 20;

  private Oversized() {}

  static List<Hostile> all() {
    Gathering all = new Gathering("too large");
    lines(all);
    heads(all);
    declared(all);
    bodies(all);
    return all.all();
  }

  private static void lines(Gathering all) {
    for (int size : List.of(LINE, LINE + 1, 2 * LINE, 64 * 1024, 200_000)) {
      all.text(
          null,
          "a path of " + size,
          "GET /book/" + "x".repeat(size) + " HTTP/1.1\r\n" + HOST + "\r\n");
      all.text(
          null,
          "a query of " + size,
          "GET /any?a=" + "x".repeat(size) + " HTTP/1.1\r\n" + HOST + "\r\n");
      all.text(
          null, "a method of " + size, "G".repeat(size) + " /book/7 HTTP/1.1\r\n" + HOST + "\r\n");
      all.text(
          null,
          "a version of " + size,
          "GET /book/7 HTTP/1." + "1".repeat(size) + "\r\n" + HOST + "\r\n");
      all.text(null, "a line without an end of " + size, "x".repeat(size + 1));
      all.text(
          null,
          "spaces of " + size,
          "GET" + " ".repeat(size) + "/book/7 HTTP/1.1\r\n" + HOST + "\r\n");
      all.text(
          null,
          "segments of " + size,
          "GET " + "/b".repeat(size / 2) + " HTTP/1.1\r\n" + HOST + "\r\n");
    }
  }

  private static void heads(Gathering all) {
    for (int size : List.of(HEAD, HEAD + 1, 2 * HEAD, 100_000, 200_000)) {
      all.text(null, "a value of " + size, GET + HOST + "X: " + "x".repeat(size) + "\r\n\r\n");
      all.text(null, "a name of " + size, GET + HOST + "X".repeat(size) + ": x\r\n\r\n");
      all.text(
          null,
          "a cookie of " + size,
          GET + HOST + "Cookie: " + "a=b; ".repeat(size / 5 + 1) + "\r\n\r\n");
      all.text(
          null,
          "fields of " + size,
          GET + HOST + ("X: " + "y".repeat(1_000) + "\r\n").repeat(size / 1_000 + 1) + "\r\n");
      all.text(null, "a Host of " + size, GET + "Host: " + "x".repeat(size) + "\r\n\r\n");
      all.text(
          null,
          "a token of " + size,
          GET + HOST + "Authorization: Bearer " + "x".repeat(size) + "\r\n\r\n");
      all.text(null, "a field without an end of " + size, GET + HOST + "X: " + "x".repeat(size));
      all.text(
          null,
          "a traceparent of " + size,
          GET + HOST + "traceparent: 00-" + "a".repeat(size) + "\r\n\r\n");
    }
  }

  private static void declared(Gathering all) {
    for (String length : List.of(
        "1048577",
        "2000000",
        "1073741824",
        "2147483647",
        "2147483648",
        "4294967296",
        "999999999999",
        "999999999999999999")) {
      all.text(
          null,
          "a body said to have " + length,
          PUT + HOST + JSON + "Content-Length: " + length + "\r\n\r\n{\"title\":");
      all.text(
          null,
          "a body said to have " + length + " that waits",
          PUT + HOST + JSON + "Expect: 100-continue\r\nContent-Length: " + length + "\r\n\r\n");
    }
    for (String size : List.of("100001", "1000000", "7fffffff", "3fffffff")) {
      all.text(
          null,
          "a chunk said to have " + size,
          PUT + HOST + JSON + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\n"
              + "x".repeat(BODY + 1));
    }
  }

  private static void bodies(Gathering all) {
    for (int size : List.of(BODY + 1, 2 * BODY)) {
      String body = "{\"title\":\"" + "x".repeat(size - 12) + "\"}";
      all.body("a body of " + size, body);
      for (int chunk : List.of(1_000, 8_192, 65_536)) {
        all.text(
            null,
            "a body of " + size + " in chunks of " + chunk,
            PUT + HOST + JSON + "Transfer-Encoding: chunked\r\n\r\n" + chunked(body, chunk));
      }
    }
    all.text(
        null,
        "a million chunks of one byte",
        PUT + HOST + JSON + "Transfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(BODY + 10));
  }

  private static String chunked(String body, int size) {
    StringBuilder chunks = new StringBuilder();
    for (int i = 0; i < body.length(); i += size) {
      String chunk = body.substring(i, Math.min(body.length(), i + size));
      chunks
          .append(Integer.toHexString(chunk.length()))
          .append("\r\n")
          .append(chunk)
          .append("\r\n");
    }
    return chunks.append("0\r\n\r\n").toString();
  }
}
