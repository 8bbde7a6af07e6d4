package io.sennit.gateway.hostile;

import static io.sennit.gateway.hostile.Gathering.GET;
import static io.sennit.gateway.hostile.Gathering.HOST;
import static io.sennit.gateway.hostile.Gathering.JSON;
import static io.sennit.gateway.hostile.Gathering.PUT;

import io.sennit.gateway.head.Guard;
import java.util.List;

/** Requests in which somebody else may find a second one, or another end of the first. */
final class Smuggling {
  private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\n" + HOST + "\r\n";
  private static final String CHUNKED_BODY = "10\r\n{\"title\":\"Emma\"}\r\n0\r\n\r\n";

  private final Gathering all = new Gathering("smuggling");

  static List<Hostile> all() {
    Smuggling smuggling = new Smuggling();
    smuggling.lengths();
    smuggling.codings();
    smuggling.both();
    smuggling.chunks();
    smuggling.trailers();
    smuggling.bodiesOfReads();
    smuggling.upgrades();
    return smuggling.all.all();
  }

  /** Whatever is made of the head, a second request stands behind the body. */
  private void put(Guard guard, String name, String fields, String body) {
    all.text(guard, name, PUT + HOST + JSON + fields + "\r\n" + body);
    all.text(guard, name + ", and one more", PUT + HOST + JSON + fields + "\r\n" + body + SMUGGLED);
  }

  private void lengths() {
    for (String length : List.of(
        "+16",
        "-16",
        "-0",
        "-1",
        "+0",
        "16.0",
        "16,16",
        "16, 16",
        "16,0",
        "0,16",
        "16;q=1",
        "16 16",
        "1 6",
        "0x10",
        "0X10",
        "10h",
        "1e1",
        "016",
        "0016",
        "00",
        "0000000000000000000000016",
        "\u00b2",
        "\u0661\u0666",
        "sixteen",
        "",
        "\"16\"",
        "'16'",
        "16\u0000",
        "\u000b16",
        "16\u000c",
        "\u00a016",
        "16\u00a0",
        "16\u0085",
        "16_0",
        "1_6",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551616",
        "18446744073709551632",
        "4294967312",
        "99999999999999999999999",
        "16L",
        "16\r",
        "16\u007f",
        "NaN",
        "Infinity",
        "null",
        "%31%36",
        "1\t6",
        "16/16",
        "(16)",
        "16#",
        "16 bytes")) {
      put(
          Guard.LENGTH,
          "length " + Gathering.shown(length),
          "Content-Length: " + length + "\r\n",
          "{\"title\":\"Emma\"}");
    }
    put(
        Guard.ONCE,
        "two lengths",
        "Content-Length: 16\r\nContent-Length: 0\r\n",
        "{\"title\":\"Emma\"}");
    put(
        Guard.ONCE,
        "two lengths the other way",
        "Content-Length: 0\r\nContent-Length: 16\r\n",
        "{\"title\":\"Emma\"}");
    put(
        Guard.ONCE,
        "two lengths in other letters",
        "Content-Length: 16\r\ncontent-length: 16\r\n",
        "{\"title\":\"Emma\"}");
    put(
        Guard.ONCE,
        "three lengths",
        "Content-Length: 16\r\nContent-Length: 16\r\nContent-Length: 3\r\n",
        "{\"title\":\"Emma\"}");
    for (String name : List.of(
        "Content-Length ",
        "Content-Length\t",
        "\u0000Content-Length",
        "Content\u0000-Length",
        "Content_Length\u0000",
        "Content-Length\u00a0",
        "Content Length",
        "Content-Length\u000b")) {
      put(
          Guard.NAMES,
          "field " + Gathering.shown(name),
          name + ": 4\r\nContent-Length: 16\r\n",
          "{\"title\":\"Emma\"}");
    }
  }

  private void codings() {
    for (String coding : List.of(
        "Chunked",
        "CHUNKED",
        "chunKed",
        "xchunked",
        "chunkedx",
        "x-chunked",
        "chunked-x",
        "chunk",
        "chunke",
        "\"chunked\"",
        "'chunked'",
        "chunked;q=1",
        "chunked; x=y",
        "chunked,",
        ",chunked",
        "chunked,chunked",
        "chunked, chunked",
        "chunked, identity",
        "identity, chunked",
        "identity",
        "identity,",
        "gzip",
        "gzip, chunked",
        "gzip,chunked",
        "chunked, gzip",
        "deflate, chunked",
        "compress",
        "br",
        "x, chunked",
        "chunked, x",
        "chunked chunked",
        "chunked\u0000",
        "\u0000chunked",
        "\u000bchunked",
        "chunked\u000b",
        "\u000cchunked",
        "chunked\u000c",
        "chunked\u00a0",
        "\u00a0chunked",
        "chunked\u0085",
        "\u0085chunked",
        "chunked\u00ff",
        "chunked\r",
        "\rchunked",
        "chunked\u007f",
        "chun\u0000ked",
        "chun ked",
        "chun\tked",
        "chunked/1",
        "chunked#",
        "(chunked)",
        "{chunked}",
        "[chunked]",
        "chunked=1",
        "chunked:",
        ": chunked",
        "",
        " ",
        "null",
        "trailers",
        "chunked trailers",
        "cow",
        "\u0441hunked",
        "chunked\u0008",
        "%63hunked",
        "chunked%00",
        "\\chunked",
        "chunked\\",
        "chunke\u0301d")) {
      put(
          Guard.CODING,
          "coding " + Gathering.shown(coding),
          "Transfer-Encoding: " + coding + "\r\n",
          CHUNKED_BODY);
    }
    for (String name : List.of(
        "Transfer-Encoding ",
        "Transfer-Encoding\t",
        "Transfer-Encoding\u000b",
        "\u0000Transfer-Encoding",
        "Transfer\u0000-Encoding",
        "Transfer-Encoding\u0000",
        "Transfer Encoding",
        "Transfer-Encoding\u00a0",
        "\u00a0Transfer-Encoding",
        "Transfer-Encoding\r",
        "X\rTransfer-Encoding",
        "Transfer-Encoding\u007f",
        "\"Transfer-Encoding\"",
        "Transfer-Encoding,",
        "Transfer-Enc\u00f6ding")) {
      put(
          Guard.NAMES,
          "field " + Gathering.shown(name),
          name + ": chunked\r\nContent-Length: 16\r\n",
          "{\"title\":\"Emma\"}");
      put(Guard.NAMES, "only field " + Gathering.shown(name), name + ": chunked\r\n", CHUNKED_BODY);
    }
    for (String[] two : new String[][] {
      {"chunked", "chunked"},
      {"chunked", "identity"},
      {"identity", "chunked"},
      {"gzip", "chunked"},
      {"chunked", "gzip"},
      {"chunked", ""},
      {"", "chunked"},
      {"x", "chunked"},
      {"chunked", "cow"}
    }) {
      put(
          Guard.ONCE,
          "codings " + two[0] + " and " + two[1],
          "Transfer-Encoding: " + two[0] + "\r\nTransfer-Encoding: " + two[1] + "\r\n",
          CHUNKED_BODY);
      put(
          Guard.ONCE,
          "codings in other letters " + two[0] + " and " + two[1],
          "Transfer-Encoding: " + two[0] + "\r\ntransfer-encoding: " + two[1] + "\r\n",
          CHUNKED_BODY);
    }
    all.text(
        null,
        "chunked by HTTP/1.0",
        "PUT /book/7 HTTP/1.0\r\n" + HOST + JSON + "Transfer-Encoding: chunked\r\n\r\n"
            + CHUNKED_BODY + SMUGGLED);
    all.text(
        null,
        "chunked by HTTP/1.0 that stays",
        "PUT /book/7 HTTP/1.0\r\nConnection: keep-alive\r\n" + HOST + JSON
            + "Transfer-Encoding: chunked\r\n\r\n" + CHUNKED_BODY + SMUGGLED);
  }

  private void both() {
    for (String length : List.of("0", "5", "16", "31", "4", "100", "+5", "5,5", "", "x")) {
      for (String coding : List.of("chunked", "Chunked", "identity", "gzip, chunked", "x")) {
        put(
            Guard.LENGTH,
            "length " + length + " and " + coding,
            "Content-Length: " + length + "\r\nTransfer-Encoding: " + coding + "\r\n",
            CHUNKED_BODY);
        put(
            Guard.LENGTH,
            coding + " and length " + length,
            "Transfer-Encoding: " + coding + "\r\nContent-Length: " + length + "\r\n",
            CHUNKED_BODY);
      }
    }
    all.text(
        Guard.FOLD,
        "a folded coding",
        PUT + HOST + JSON
            + "Content-Length: 16\r\nX: y\r\n Transfer-Encoding: chunked\r\n\r\n{\"title\":\"Emma\"}"
            + SMUGGLED);
    all.text(
        null,
        "a coding behind bare LF",
        PUT + HOST + JSON
            + "Content-Length: 16\r\nX: y\nTransfer-Encoding: chunked\r\n\r\n{\"title\":\"Emma\"}"
            + SMUGGLED);
    all.text(
        null,
        "a coding behind bare CR",
        PUT + HOST + JSON
            + "Content-Length: 16\r\nX: y\rTransfer-Encoding: chunked\r\n\r\n{\"title\":\"Emma\"}"
            + SMUGGLED);
  }

  private void chunks() {
    for (String size : List.of(
        "-1",
        "+10",
        "0x10",
        "0X10",
        "10h",
        "g",
        "1g",
        "",
        " 10",
        "\t10",
        "10 ",
        "10\t",
        "1 0",
        "\u000b10",
        "10\u000b",
        "\u000010",
        "10\u0000",
        "10\u00a0",
        "\u0661",
        "1_0",
        "1.0",
        "10.",
        "1e1",
        "fffffffffffffffff",
        "ffffffffffffffff",
        "7fffffffffffffff",
        "8000000000000000",
        "80000000",
        "ffffffff",
        "100000010",
        "10000000000000010",
        "10,10",
        "10:",
        "10=",
        "10#",
        "10/",
        "10\"",
        "(10)",
        "--10",
        "10 x",
        ";",
        ";a",
        ";a=b",
        "10;\u0000",
        "10;a\u0000",
        "10;a=\"",
        "10;a=\"\u0000\"",
        "10;a\r",
        "x10",
        "-0",
        "+0",
        "0x0",
        "10 10",
        "10\r")) {
      put(
          null,
          "chunk of " + Gathering.shown(size),
          "Transfer-Encoding: chunked\r\n",
          size + "\r\n{\"title\":\"Emma\"}\r\n0\r\n\r\n");
    }
    for (String body : List.of(
        "10\n{\"title\":\"Emma\"}\r\n0\r\n\r\n",
        "10\r{\"title\":\"Emma\"}\r\n0\r\n\r\n",
        "10\r\n{\"title\":\"Emma\"}\n0\r\n\r\n",
        "10\r\n{\"title\":\"Emma\"}0\r\n\r\n",
        "10\r\n{\"title\":\"Emma\"}\r0\r\n\r\n",
        "10\r\n{\"title\":\"Emma\"}\n\r0\r\n\r\n",
        "10\r\n{\"title\":\"Emma\"}xx0\r\n\r\n",
        "f\r\n{\"title\":\"Emma\"}\r\n0\r\n\r\n",
        "11\r\n{\"title\":\"Emma\"}\r\n0\r\n\r\n",
        "10\r\n{\"title\":\"Emma\"}\r\n0\n\n",
        "10\r\n{\"title\":\"Emma\"}\r\n0\r\n\n",
        "10\r\n{\"title\":\"Emma\"}\r\n0\n\r\n",
        "10;a\n{\"title\":\"Emma\"}\r\n0\r\n\r\n",
        "10;a\r{\"title\":\"Emma\"}\r\n0\r\n\r\n",
        "10;\n{\"title\":\"Emma\"}\r\n0\r\n\r\n",
        "10;a=b\nX\r\n{\"title\":\"Emma\"}\r\n0\r\n\r\n",
        "10;a=\"b\nc\"\r\n{\"title\":\"Emma\"}\r\n0\r\n\r\n",
        "10;a=\"b\r\nc\"\r\n{\"title\":\"Emma\"}\r\n0\r\n\r\n",
        "10\r\n{\"title\":\"Emma\"}\r\n0;\n\r\n",
        "10\r\n{\"title\":\"Emma\"}\r\n-0\r\n\r\n",
        "10\r\n{\"title\":\"Emma\"}\r\n\r\n0\r\n\r\n",
        "10\r\n\r\n{\"title\":\"Emma\"}\r\n0\r\n\r\n",
        "\r\n10\r\n{\"title\":\"Emma\"}\r\n0\r\n\r\n",
        "10\r\n{\"title\":\"Emma\"}\r\n0x\r\n\r\n",
        "2;\n7\r\n{\"title\":\"Emma\"}\r\n0\r\n\r\n",
        "10\r\n{\"title\":\"Emma\"}\r\r\n0\r\n\r\n",
        "10\r\n{\"title\":\"Emma\"}\r\n0\r\r\n\r\n")) {
      put(null, "chunks " + Gathering.shown(body), "Transfer-Encoding: chunked\r\n", body);
    }
    all.text(
        null,
        "a chunk line of 100,000 bytes",
        PUT + HOST + JSON + "Transfer-Encoding: chunked\r\n\r\n10;" + "a".repeat(100_000));
    all.text(
        null,
        "a chunk size of 100,000 zeros",
        PUT + HOST + JSON + "Transfer-Encoding: chunked\r\n\r\n" + "0".repeat(100_000)
            + "\r\n\r\n");
    all.text(
        null,
        "a chunk that was promised and 50,000 that nobody reads",
        PUT + HOST + JSON + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + SMUGGLED.repeat(1_000));
  }

  private void trailers() {
    for (String trailer : List.of(
        "Content-Length: 5",
        "Transfer-Encoding: chunked",
        "Host: other.test",
        "Authorization: Bearer x",
        "Content-Type: text/plain",
        "Trailer: X",
        "X: y",
        "Cookie: a=b",
        "Connection: close",
        "Expect: 100-continue",
        "TE: trailers",
        "X-Forwarded-For: 1.2.3.4",
        "Idempotency-Key: k",
        "X : y",
        ": y",
        "X\u0000: y",
        "X: \u0000",
        "X: a\r\n b",
        "X: a\nY: b",
        "novalue",
        "GET /smuggled HTTP/1.1",
        "Content-Encoding: gzip",
        "If-Match: *",
        "Set-Cookie: a=b",
        "Upgrade: h2c",
        "X: " + "y".repeat(20_000))) {
      put(
          Guard.TRAILERS,
          "trailer " + Gathering.shown(trailer),
          "Transfer-Encoding: chunked\r\n",
          "10\r\n{\"title\":\"Emma\"}\r\n0\r\n" + trailer + "\r\n\r\n");
      put(
          Guard.TRAILERS,
          "announced trailer " + Gathering.shown(trailer),
          "Trailer: X\r\nTransfer-Encoding: chunked\r\n",
          "10\r\n{\"title\":\"Emma\"}\r\n0\r\n" + trailer + "\r\n\r\n");
    }
    put(
        Guard.TRAILERS,
        "5,000 trailers",
        "Transfer-Encoding: chunked\r\n",
        "10\r\n{\"title\":\"Emma\"}\r\n0\r\n" + "X:y\r\n".repeat(5_000) + "\r\n");
  }

  private void bodiesOfReads() {
    for (String method : List.of("GET", "HEAD", "OPTIONS", "TRACE", "CONNECT")) {
      for (String body : List.of("{}", "{\"title\":\"x\"}", SMUGGLED, "x", "0\r\n\r\n")) {
        String head = method + " /book/7 HTTP/1.1\r\n" + HOST;
        all.text(
            Guard.BODILESS,
            method + " with " + Gathering.shown(body),
            head + JSON + Gathering.length(body) + "\r\n" + body);
        all.text(
            Guard.BODILESS,
            method + " in chunks with " + Gathering.shown(body),
            head + JSON + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length())
                + "\r\n" + body + "\r\n0\r\n\r\n");
      }
      all.text(
          Guard.BODILESS,
          method + " with no chunks",
          method + " /book/7 HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
              + SMUGGLED);
    }
    all.text(
        Guard.BODILESS,
        "a WebSocket of a draft",
        GET + HOST
            + "Upgrade: WebSocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n\r\nGET /smuggled HTTP/1.1\r\n");
    all.text(
        Guard.BODILESS,
        "half a WebSocket of a draft",
        GET + HOST + "Sec-WebSocket-Key1: 1\r\n\r\n" + SMUGGLED);
  }

  private void upgrades() {
    String settings = "Connection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";
    for (String upgrade : List.of("h2c", "H2C", "h2c, websocket", "h2c\r\nUpgrade: h2c")) {
      String fields = "Upgrade: " + upgrade + "\r\n" + settings;
      // What this asks for is refused, whatever is spoken afterwards.
      all.text(
          Guard.UPGRADE,
          "upgrade to " + Gathering.shown(upgrade),
          "GET /nobody HTTP/1.1\r\n" + HOST + fields + "\r\n");
      all.text(
          Guard.UPGRADE,
          "upgrade of a body to " + Gathering.shown(upgrade),
          PUT + HOST + JSON + fields + "Content-Length: 2\r\n\r\n{}");
      all.text(
          Guard.UPGRADE,
          "upgrade of both to " + Gathering.shown(upgrade),
          PUT + HOST + JSON + fields + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}");
      all.text(
          Guard.UPGRADE,
          "upgrade and no settings to " + Gathering.shown(upgrade),
          "GET /nobody HTTP/1.1\r\n" + HOST + "Connection: Upgrade\r\nUpgrade: " + upgrade
              + "\r\n\r\n");
      all.text(
          Guard.UPGRADE,
          "upgrade and then frames to " + Gathering.shown(upgrade),
          "GET /nobody HTTP/1.1\r\n" + HOST + fields + "\r\nPRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
              + "\u0000".repeat(9));
    }
    for (String connection : List.of(
        "Upgrade",
        "Upgrade, HTTP2-Settings",
        "close, Upgrade",
        "keep-alive",
        "Host",
        "Content-Length",
        "Transfer-Encoding, close")) {
      put(
          Guard.LENGTH,
          "connection " + connection,
          "Connection: " + connection + "\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n",
          CHUNKED_BODY);
    }
  }
}
