package io.sennit.gateway.hostile;

import static io.sennit.gateway.hostile.Frames.END_HEADERS;
import static io.sennit.gateway.hostile.Frames.END_STREAM;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sennit.gateway.head.Guard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Heads of HTTP/2 that HTTP/1.1 could not have, or that become something else as HTTP/1.1. */
final class SecondVersion {
  private static final int BOTH = END_HEADERS | END_STREAM;
  private static final String[] GOOD = {
    ":method", "GET", ":scheme", "http", ":path", "/book/7", ":authority", "shelf.test"
  };

  private final Gathering all = new Gathering("second version");

  static List<Hostile> all() {
    SecondVersion second = new SecondVersion();
    second.pseudoHeaders();
    second.names();
    second.values();
    second.connectionFields();
    second.paths();
    second.hosts();
    second.fields();
    second.lengths();
    second.blocks();
    return second.all.all();
  }

  private void get(@Nullable Guard guard, String name, String... fields) {
    all.raw(guard, name, new Frames().headers(BOTH, Frames.block(fields)).bytes());
  }

  private static String[] with(String... fields) {
    List<String> all = new ArrayList<>(List.of(GOOD));
    all.addAll(List.of(fields));
    return all.toArray(String[]::new);
  }

  private static String[] fields(int count) {
    String[] all = new String[2 * count];
    for (int i = 0; i < count; i++) {
      all[2 * i] = "x" + i;
      all[2 * i + 1] = "y";
    }
    return all;
  }

  private static String[] changed(String name, String value) {
    String[] all = GOOD.clone();
    all[Arrays.asList(all).indexOf(name) + 1] = value;
    return all;
  }

  private void pseudoHeaders() {
    for (int i = 0; i < GOOD.length; i += 2) {
      List<String> without = new ArrayList<>(List.of(GOOD));
      without.subList(i, i + 2).clear();
      get(Guard.HOST, "without " + GOOD[i], without.toArray(String[]::new));
      get(null, "twice " + GOOD[i], with(GOOD[i], GOOD[i + 1]));
      get(null, "empty " + GOOD[i], changed(GOOD[i], ""));
      without.addAll(List.of("x", "y", GOOD[i], GOOD[i + 1]));
      get(null, "after a field " + GOOD[i], without.toArray(String[]::new));
    }
    for (String name : List.of(
        ":status",
        ":protocol",
        ":foo",
        ":",
        "::method",
        ":METHOD",
        ":Path",
        ": method",
        ":method ")) {
      get(null, "pseudo-header " + name, with(name, "200"));
    }
    for (String method : List.of(
        "GET /smuggled HTTP/1.1\r\nX:",
        "G ET",
        "G\r\nT",
        "G\u0000T",
        "get",
        " GET",
        "GET ",
        "G\u00c9T",
        "CONNECT",
        "TRACE",
        "(",
        "PATCH",
        "X".repeat(2_000))) {
      get(null, "method " + Gathering.shown(method), changed(":method", method));
    }
  }

  private void names() {
    for (char c = 0; c < 256; c++) {
      boolean isToken =
          "!#$%&'*+-.^_`|~".indexOf(c) >= 0 || (c < 128 && Character.isLetterOrDigit(c));
      if (!isToken && (c < 128 || c % 16 == 0)) {
        get(null, "name with " + (int) c, with("x" + c + "y", "1"));
      }
    }
    for (String name : List.of(
        "X",
        "xY",
        "Host",
        "CONTENT-TYPE",
        "Authorization",
        "",
        " ",
        "x ",
        " x",
        "x: y",
        "x\r\ny",
        "transfer-encoding ",
        "x:",
        "content-length\u0000")) {
      get(null, "name " + Gathering.shown(name), with(name, "1"));
    }
  }

  private void values() {
    for (char c = 0; c < ' '; c++) {
      if (c != '\t') {
        get(null, "value with " + (int) c, with("x", "a" + c + "b"));
        get(null, "path with " + (int) c, changed(":path", "/book/7" + c));
        get(null, "authority with " + (int) c, changed(":authority", "shelf" + c + ".test"));
      }
    }
    for (String value : List.of(
        "a\r\nb: c",
        "a\nb: c",
        "a\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n",
        "a\rb",
        "\r\n",
        "\n",
        "\r",
        "\u0000",
        "a\u0000")) {
      get(null, "value " + Gathering.shown(value), with("x", value));
      get(null, "scheme " + Gathering.shown(value), changed(":scheme", value));
      get(null, "cookie " + Gathering.shown(value), with("cookie", value));
    }
  }

  private void connectionFields() {
    for (String[] field : new String[][] {
      {"connection", "close"},
      {"connection", "keep-alive"},
      {"connection", "host"},
      {"keep-alive", "timeout=5"},
      {"proxy-connection", "close"},
      {"transfer-encoding", "chunked"},
      {"transfer-encoding", "identity"},
      {"transfer-encoding", ""},
      {"upgrade", "h2c"},
      {"upgrade", "websocket"},
      {"te", "gzip"},
      {"te", "chunked"},
      {"te", "trailers, gzip"},
      {"connection", "upgrade"},
      {"connection", ""}
    }) {
      get(null, "field " + field[0] + " " + field[1], with(field));
    }
  }

  private void paths() {
    for (String piece : Paths.PIECES) {
      get(Guard.PATH, "path with " + Gathering.shown(piece), changed(":path", "/book/" + piece));
    }
    for (String path : List.of(
        "book/7",
        "*",
        "?",
        "?x",
        "http://shelf.test/book/7",
        "http://other.test/book/7",
        "shelf.test:80",
        "/book/7 HTTP/1.1",
        "/book/7 HTTP/1.1\r\nX: y",
        "//book/7",
        "/book/7#x",
        "/any?a=%c3",
        "/any?a=%00",
        "/any?a=\u0080",
        "/" + "x".repeat(9_000),
        "/any?" + "a&".repeat(300))) {
      get(null, "path " + Gathering.shown(path), changed(":path", path));
    }
  }

  private void hosts() {
    for (String host : HeaderFields.HOSTS) {
      if (host.equals("shelf.test:")) {
        // RFC 3986 has such a thing, and HTTP/2 takes it apart before we see it.
        continue;
      }
      get(Guard.HOST, "authority " + Gathering.shown(host), changed(":authority", host));
    }
    get(null, "another host", with("host", "other.test"));
    get(null, "two hosts", with("host", "shelf.test", "host", "other.test"));
    get(Guard.ONCE, "the same host twice", with("host", "shelf.test", "host", "shelf.test"));
  }

  private void fields() {
    for (String name : List.of(
        "authorization",
        "content-type",
        "content-encoding",
        "idempotency-key",
        "sennit-timeout",
        "expect")) {
      String value =
          name.equals("sennit-timeout") ? "1000" : name.equals("expect") ? "100-continue" : "a";
      get(Guard.ONCE, name + " twice", with(name, value, name, value));
    }
    get(Guard.EXPECT, "expect", with("expect", "x"));
    get(Guard.FIELDS, "idempotency-key", with("idempotency-key", "a b"));
    get(Guard.FIELDS, "if-match", with("if-match", "v1"));
    get(Guard.FIELDS, "if-none-match", with("if-none-match", "\"v1"));
    for (String authorization : List.of("", "Bearer", "Bearer x", "Basic YTpi", "bearer a.b.c")) {
      get(null, "authorization " + authorization, with("authorization", authorization));
    }
  }

  private void lengths() {
    byte[] body = Gathering.BODY.getBytes(ISO_8859_1);
    for (String length : List.of(
        "0",
        "1",
        "15",
        "17",
        "100",
        "-1",
        "+16",
        "016x",
        "x",
        "",
        "16,17",
        "1e1",
        "99999999999999999999",
        "0x10",
        "16 16")) {
      String[] put = with("content-type", "application/json", "content-length", length);
      put[1] = "PUT";
      all.raw(
          null,
          "length " + length,
          new Frames()
              .headers(END_HEADERS, Frames.block(put))
              .frame(Frames.DATA, END_STREAM, 1, body)
              .bytes());
    }
    for (String second : List.of("17", "0")) {
      String[] put = with(
          "content-type", "application/json", "content-length", "16", "content-length", second);
      put[1] = "PUT";
      all.raw(
          Guard.ONCE,
          "lengths 16 and " + second,
          new Frames()
              .headers(END_HEADERS, Frames.block(put))
              .frame(Frames.DATA, END_STREAM, 1, body)
              .bytes());
    }
    for (String bad : List.of(
        "{\"title\":",
        "[]",
        "{\"title\":\"x\",\"title\":\"y\"}",
        "/**/{\"title\":\"x\"}",
        "\u00ff")) {
      String[] put = with("content-type", "application/json");
      put[1] = "PUT";
      all.raw(
          null,
          "body " + Gathering.shown(bad),
          new Frames()
              .headers(END_HEADERS, Frames.block(put))
              .frame(Frames.DATA, END_STREAM, 1, bad.getBytes(ISO_8859_1))
              .bytes());
    }
  }

  private void blocks() {
    for (String block : List.of(
        "\u0080",
        "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
        "\u00be",
        "\u00ff\u0080\u0080\u0080\u0080\u0080\u0080\u0080\u0080\u0001",
        "?\u00e1\u00ff\u00ff\u00ff\u000f",
        "\u0000\u00ff",
        "\u0000\u0005ab",
        "@",
        "\u0000\u0081\u00ff\u0001x",
        "\u0000\u0084\u00ff\u00ff\u00ff\u00ff\u0000",
        "\u007f\u00ff\u00ff\u00ff\u00ff\u00ff",
        "\u0010",
        "\u0000\u0000\u0000")) {
      all.raw(
          null,
          "block " + Gathering.shown(block),
          new Frames().headers(BOTH, block.getBytes(ISO_8859_1)).bytes());
    }
    // A frame has room for a block of 16,384 bytes, which a field's own cost takes over the bound.
    get(null, "a block of 16,300", with("x", "y".repeat(15_000), "z", "y".repeat(1_250)));
    get(null, "a hundred and ten fields", with(fields(110)));
    StringBuilder many = new StringBuilder();
    Frames flood = new Frames().headers(END_STREAM, Frames.block(GOOD));
    for (int i = 0; i < 40; i++) {
      flood.frame(
          Frames.CONTINUATION,
          0,
          1,
          Frames.block("x" + i, many.append("yyyyyyyyyyyy").toString().repeat(10)));
    }
    all.raw(
        null,
        "a head in 40 pieces",
        flood.frame(Frames.CONTINUATION, END_HEADERS, 1, new byte[0]).bytes());
    all.raw(
        null,
        "no HTTP/2 after all",
        concat(new Frames().bytes(), Gathering.GET + Gathering.HOST + "\r\n"));
    all.raw(
        null,
        "no settings",
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + Gathering.GET + Gathering.HOST + "\r\n")
            .getBytes(ISO_8859_1));
    all.raw(
        null,
        "on an even stream",
        new Frames().frame(Frames.HEADERS, BOTH, 2, Frames.block(GOOD)).bytes());
    all.raw(
        null,
        "on no stream",
        new Frames().frame(Frames.HEADERS, BOTH, 0, Frames.block(GOOD)).bytes());
  }

  private static byte[] concat(byte[] first, String second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length());
    System.arraycopy(second.getBytes(ISO_8859_1), 0, both, first.length, second.length());
    return both;
  }
}
