package io.sennit.gateway.hostile;

import static io.sennit.gateway.hostile.Gathering.BODY;
import static io.sennit.gateway.hostile.Gathering.GET;
import static io.sennit.gateway.hostile.Gathering.HOST;
import static io.sennit.gateway.hostile.Gathering.JSON;
import static io.sennit.gateway.hostile.Gathering.PUT;

import io.sennit.gateway.head.Guard;
import java.util.List;
import java.util.Locale;

/** Header fields that are none, or that are there twice, or that say what cannot be. */
final class HeaderFields {
  /** What is no host, or more than one. */
  static final List<String> HOSTS = List.of(
      "",
      " ",
      "shelf.test:",
      "shelf.test:x",
      "shelf.test:-1",
      "shelf.test:65536",
      "shelf.test:99999999999",
      "shelf.test:80:80",
      "shelf.test:80 80",
      "user@shelf.test",
      "user:password@shelf.test",
      "shelf.test/",
      "shelf.test/path",
      "shelf.test?x",
      "shelf.test#x",
      "http://shelf.test",
      "//shelf.test",
      "shelf.test,other.test",
      "shelf.test, other.test",
      "shelf.test other.test",
      "shelf.test;other.test",
      "shelf\\.test",
      "shelf%2etest",
      "shelf.test%00",
      "shelf..test",
      ".shelf.test",
      "..",
      ".",
      "*",
      "*.test",
      "shelf.test\"",
      "'shelf.test'",
      "<script>",
      "shelf|test",
      "shelf`test",
      "shelf^test",
      "{shelf}",
      "(shelf)",
      "shelf=test",
      "shelf+test",
      "shelf!test",
      "$shelf",
      "sh\u00e9lf.test",
      "\u00ff",
      "[",
      "]",
      "[]",
      "[::1",
      "::1]",
      "[::1]x",
      "[::1]:x",
      "[g::1]",
      "[1]",
      "[::1%25eth0]",
      "[v1.x]",
      "::1",
      "a:b:c",
      "[127.0.0.1]",
      "[::1]:65536",
      "x".repeat(300),
      "127.0.0.1:8080:9090");

  private final Gathering all = new Gathering("field");

  static List<Hostile> all() {
    HeaderFields fields = new HeaderFields();
    fields.names();
    fields.values();
    fields.lines();
    fields.folds();
    fields.twice();
    fields.tooMany();
    fields.hosts();
    fields.known();
    return fields.all.all();
  }

  private void names() {
    for (char c = 0; c < 256; c++) {
      boolean separates = c <= ' ' || "\"(),/;<=>?@[\\]{}\u007f".indexOf(c) >= 0;
      if (c != '\n' && (separates || (c >= 128 && c % 8 == 0))) {
        all.put(Guard.NAMES, "name with " + (int) c, "X" + c + "Y: 1\r\n");
        all.put(Guard.NAMES, "name that ends with " + (int) c, "X" + c + ": 1\r\n");
      }
    }
    for (String name :
        List.of("Host", "Content-Length", "Transfer-Encoding", "Connection", "Authorization")) {
      for (String space :
          List.of(" ", "\t", "  ", "\u000b", "\u000c", "\r", "\u00a0", "\u0085", "\u0000")) {
        all.put(Guard.NAMES, name + " before " + Gathering.shown(space), name + space + ": 5\r\n");
      }
    }
    all.put(Guard.NAMES, "no name", ": x\r\n");
    all.put(null, "no colon", "Xabc\r\n");
    all.put(null, "no colon and a space", "X abc\r\n");
    all.put(Guard.NAMES, "a colon and nothing", ":\r\n");
    all.put(Guard.NAMES, "two colons", "::\r\n");
    all.put(Guard.NAMES, "a request line", "GET /smuggled HTTP/1.1: x\r\n");
    all.put(Guard.NAMES, "a name of another language", "Titre\u00c9: x\r\n");
  }

  private void values() {
    for (char c = 0; c < 128; c++) {
      if ((c < ' ' || c == 127) && "\t\n".indexOf(c) < 0) {
        all.put(null, "value with " + (int) c, "X: a" + c + "b\r\n");
        all.put(null, "value that begins with " + (int) c, "X: " + c + "b\r\n");
        all.put(null, "value that ends with " + (int) c, "X: a" + c + "\r\n");
        all.get(null, "traceparent with " + (int) c, "traceparent: 0" + c + "0\r\n");
      }
    }
  }

  private void lines() {
    String head = PUT + HOST + JSON + Gathering.length(BODY);
    all.text(null, "bare LF everywhere", (head + "\r\n").replace("\r\n", "\n") + BODY);
    all.text(null, "bare CR everywhere", (head + "\r\n").replace("\r\n", "\r") + BODY);
    all.text(null, "LF CR everywhere", (head + "\r\n").replace("\r\n", "\n\r") + BODY);
    all.text(null, "CR CR LF everywhere", (head + "\r\n").replace("\r\n", "\r\r\n") + BODY);
    for (String end : List.of(
        "\n",
        "\r",
        "\n\r",
        "\r\r\n",
        "\r\n\r",
        "\u0085",
        "\u2028",
        "\u0000\r\n",
        "\u000b",
        "\u000c")) {
      if (end.charAt(0) < 128) {
        all.put(null, "a line that ends with " + Gathering.shown(end), "X: a" + end + "Y: b\r\n");
      }
      all.put(null, "a name that ends with " + Gathering.shown(end), "X" + end + "Y: b\r\n");
      all.text(
          null, "a head that ends with " + Gathering.shown(end), head + "X: y" + end + end + BODY);
      all.text(
          null,
          "a request line that ends with " + Gathering.shown(end),
          PUT.strip() + end + HOST + "\r\n");
    }
    all.put(null, "a request within a value", "X: a\n\nGET /smuggled HTTP/1.1\r\n");
    all.put(null, "a request behind a CR", "X: a\r\rGET /smuggled HTTP/1.1\r\n");
    all.put(null, "a response within a value", "X: a\rHTTP/1.1 200 OK\r\n");
  }

  private void folds() {
    for (String space : List.of(" ", "\t", "  ", " \t", "\t\t ")) {
      String shown = Gathering.shown(space);
      all.put(Guard.FOLD, "folded " + shown, "X: a\r\n" + space + "b\r\n");
      all.put(Guard.FOLD, "folded and nothing " + shown, "X: a\r\n" + space + "\r\n");
      all.put(Guard.FOLD, "folded at once " + shown, "X:\r\n" + space + "b\r\n");
      all.put(Guard.FOLD, "folded twice " + shown, "X: a\r\n" + space + "b\r\n" + space + "c\r\n");
      all.put(
          Guard.FOLD,
          "a field that is a fold " + shown,
          "X: a\r\n" + space + "Content-Length: 3\r\n");
      all.text(
          Guard.FOLD, "folded Host " + shown, GET + "Host: shelf\r\n" + space + ".test\r\n\r\n");
      all.text(Guard.FOLD, "the first field " + shown, GET + space + HOST + "\r\n");
      all.text(
          Guard.FOLD,
          "folded Content-Type " + shown,
          PUT + HOST + "Content-Type:\r\n" + space + "application/json\r\n" + Gathering.length(BODY)
              + "\r\n" + BODY);
      all.text(
          Guard.FOLD,
          "folded Content-Length " + shown,
          PUT + HOST + JSON + "Content-Length:\r\n" + space + BODY.length() + "\r\n\r\n" + BODY);
      all.text(
          Guard.FOLD,
          "folded Transfer-Encoding " + shown,
          PUT + HOST + JSON + "Transfer-Encoding:\r\n" + space + "chunked\r\n\r\n"
              + Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n");
    }
  }

  private void twice() {
    for (String[] field : new String[][] {
      {"Host", "shelf.test", "other.test"},
      {"Content-Length", "16", "0"},
      {"Content-Type", "application/json", "text/plain"},
      {"Transfer-Encoding", "chunked", "identity"},
      {"Content-Encoding", "identity", "gzip"},
      {"Authorization", "Bearer a", "Bearer b"},
      {"Expect", "100-continue", "x"},
      {"Idempotency-Key", "a", "b"},
      {"Sennit-Timeout", "1000", "2000"}
    }) {
      String first = field[0] + ": " + field[1] + "\r\n";
      all.put(Guard.ONCE, field[0] + " twice the same", first + first);
      all.put(Guard.ONCE, field[0] + " twice", first + field[0] + ": " + field[2] + "\r\n");
      all.put(
          Guard.ONCE,
          field[0] + " twice in other letters",
          first + field[0].toUpperCase(Locale.ROOT) + ": " + field[2] + "\r\n");
      all.put(
          Guard.ONCE,
          field[0] + " twice with another between",
          first + "X: y\r\n" + field[0] + ": " + field[1] + "\r\n");
      all.put(Guard.ONCE, field[0] + " five times", first.repeat(5));
    }
  }

  private void tooMany() {
    for (int number : List.of(101, 150, 500, 1_000, 3_000)) {
      StringBuilder fields = new StringBuilder();
      for (int i = 0; i < number; i++) {
        fields.append("X").append(i % 10).append(":\r\n");
      }
      all.put(Guard.COUNT, number + " fields", fields.toString());
      all.put(Guard.COUNT, number + " cookies", "Cookie:a\r\n".repeat(number));
    }
  }

  private void hosts() {
    for (String host : HOSTS) {
      all.text(Guard.HOST, "Host " + Gathering.shown(host), GET + "Host: " + host + "\r\n\r\n");
    }
    all.text(Guard.HOST, "no Host", GET + "\r\n");
    all.text(
        Guard.HOST,
        "no Host, but others",
        GET + "X-Host: shelf.test\r\nX-Forwarded-Host: shelf.test\r\n\r\n");
    all.text(
        Guard.HOST, "no Host with a body", PUT + JSON + Gathering.length(BODY) + "\r\n" + BODY);
  }

  private void known() {
    for (String timeout : List.of(
        "",
        "0",
        "-1",
        "soon",
        "1.5",
        "1e3",
        "0x10",
        "600001",
        "99999999999999999999",
        "1000ms",
        "1 000",
        "1,000",
        "+",
        "--1",
        "null",
        "NaN",
        "\u00b2",
        "1;2",
        "1, 2",
        "Infinity",
        "-9223372036854775808",
        "9223372036854775807")) {
      all.put(null, "Sennit-Timeout " + timeout, "Sennit-Timeout: " + timeout + "\r\n");
    }
    for (String key : List.of(
        "",
        " ",
        "a b",
        "a\tb",
        "\u00e9",
        "k".repeat(256),
        "k".repeat(1_000),
        "\u00a0",
        "a\u0080",
        "k".repeat(9_000))) {
      all.put(
          Guard.FIELDS,
          "Idempotency-Key " + Gathering.shown(key),
          "Idempotency-Key: " + key + "\r\n");
    }
    for (String tag : List.of(
        "",
        "v1",
        "\"v1",
        "v1\"",
        "'v1'",
        "\"v1\" \"v2\"",
        "\"v1\",",
        ",\"v1\"",
        "\"v1\",,\"v2\"",
        "w/\"v1\"",
        "W/v1",
        "W/ \"v1\"",
        "\"v 1\"",
        "\"v\t1\"",
        "\"v\"1\"",
        "*, \"v1\"",
        "\"v1\", *",
        "**",
        "\"v1\";\"v2\"",
        "\\\"v1\\\"",
        "W/\"a\"b",
        "\"".repeat(2_001),
        "\"a\",".repeat(2_000),
        "\"\u00e9")) {
      all.put(Guard.FIELDS, "If-Match " + Gathering.shown(tag), "If-Match: " + tag + "\r\n");
      all.put(
          Guard.FIELDS, "If-None-Match " + Gathering.shown(tag), "If-None-Match: " + tag + "\r\n");
    }
    for (String expected : List.of(
        "",
        "x",
        "100",
        "100-continu",
        "100-continue2",
        "200-ok",
        "100-continue, x",
        "x, 100-continue",
        "100-continue;q=1",
        "100 continue",
        "417",
        "\"100-continue\"")) {
      all.put(Guard.EXPECT, "Expect " + expected, "Expect: " + expected + "\r\n");
    }
    for (String encoding : List.of(
        "gzip",
        "deflate",
        "br",
        "zstd",
        "compress",
        "x-gzip",
        "gzip, identity",
        "identity, gzip",
        "aes128gcm",
        "utf-8",
        "*")) {
      all.put(null, "Content-Encoding " + encoding, "Content-Encoding: " + encoding + "\r\n");
    }
  }
}
