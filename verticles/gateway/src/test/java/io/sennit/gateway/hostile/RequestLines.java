package io.sennit.gateway.hostile;

import static io.sennit.gateway.hostile.Gathering.HOST;

import io.sennit.gateway.head.Guard;
import java.util.List;

/** Request lines that are none, or that two parsers take apart differently. */
final class RequestLines {
  private final Gathering all = new Gathering("line");

  static List<Hostile> all() {
    RequestLines lines = new RequestLines();
    lines.spaces();
    lines.versions();
    lines.methods();
    lines.targets();
    lines.parts();
    return lines.all.all();
  }

  private void line(Guard guard, String line) {
    all.text(guard, Gathering.shown(line), line + "\r\n" + HOST + "\r\n");
  }

  private void spaces() {
    for (String space : List.of(
        "  ", "\t", " \t", "\t ", "\u000b", "\u000c", "\r", " \r", "\r ", "   ", "\u00a0", "\u0085",
        "\u0000", "\u001f", "", "%20", "+")) {
      line(Guard.LINE, "GET" + space + "/book/7 HTTP/1.1");
      line(Guard.LINE, "GET /book/7" + space + "HTTP/1.1");
      line(Guard.LINE, "GET" + space + "/book/7" + space + "HTTP/1.1");
      if (!space.isEmpty()) {
        line(null, "GET /book/7 HTTP/1.1" + space);
        line(Guard.LINE, space + "GET /book/7 HTTP/1.1");
        line(null, "GET /bo" + space.replace("%20", "%20/").replace("+", "+/") + "ok/7 HTTP/1.1");
      }
    }
  }

  private void versions() {
    for (String version : List.of(
        "HTTP/0.9",
        "HTTP/1.2",
        "HTTP/1.3",
        "HTTP/1.9",
        "HTTP/2",
        "HTTP/2.0",
        "HTTP/3",
        "HTTP/3.0",
        "HTTP/9.9",
        "HTTP/0.0",
        "HTTP/1",
        "HTTP/1.",
        "HTTP/.1",
        "HTTP/",
        "HTTP",
        "HTTP/1.10",
        "HTTP/11.1",
        "HTTP/01.1",
        "HTTP/1.01",
        "HTTP/1.1.1",
        "HTTP/1,1",
        "HTTP/1.1;",
        "HTTP/1.1x",
        "HTTP/-1.1",
        "HTTP/+1.1",
        "HTTP/1.-1",
        "HTTP/a.b",
        "HTTP/1.a",
        "http/1.1",
        "Http/1.1",
        "hTTP/1.1",
        "HTTPS/1.1",
        "HTTP\\1.1",
        "HTTP1.1",
        "HTTP-1.1",
        "HTTP/ 1.1",
        "HTTP /1.1",
        "XHTTP/1.1",
        "SIP/2.0",
        "RTSP/1.0",
        "ICAP/1.0",
        "FTP/1.1",
        "/1.1",
        "1.1",
        "HTTP/999999999.1",
        "HTTP/2147483648.0",
        "HTTP/1.99999999999",
        "HTTP/\u00b9.1",
        "\"HTTP/1.1\"",
        "HTTP/1.1\u0000",
        "HTTP/1.1\u007f",
        "HTTP/1.1 HTTP/1.1",
        "x HTTP/1.1",
        "HTTP//1.1",
        "HTTP/1..1",
        "HTTP/1.1/",
        "HTTP/0.1",
        "HTTP/1.1\u00a0",
        "UNKNOWN/1.1",
        "TLS/1.2",
        "HTTP/4294967297.1")) {
      line(Guard.VERSION, "GET /book/7 " + version);
      all.text(
          Guard.VERSION,
          "a book by " + Gathering.shown(version),
          "PUT /book/7 " + version + "\r\n" + HOST + Gathering.JSON
              + Gathering.length(Gathering.BODY) + "\r\n" + Gathering.BODY);
    }
  }

  private void methods() {
    for (char c = 0; c < 128; c++) {
      boolean isToken = "!#$%&'*+-.^_`|~".indexOf(c) >= 0 || Character.isLetterOrDigit(c);
      if (!isToken && " \r\n".indexOf(c) < 0) {
        line(null, "G" + c + "T /book/7 HTTP/1.1");
      }
    }
    for (String method : List.of(
        "get",
        "Get",
        "gET",
        "GETS",
        "GE",
        "G",
        "GET1",
        "PATCH",
        "TRACE",
        "TRACK",
        "DEBUG",
        "PROPFIND",
        "MKCOL",
        "COPY",
        "MOVE",
        "LOCK",
        "SEARCH",
        "PURGE",
        "BREW",
        "HTTP/1.1",
        "PRI",
        "SSH-2.0-x",
        "X".repeat(1_000),
        "G\u00c9T",
        "\u00ffGET",
        "<GET>",
        "GET,GET",
        "GET/book/7",
        "CONNECT",
        "OPTIONS*",
        "__proto__",
        "null",
        "M-SEARCH",
        "POST")) {
      line(null, method + " /book/7 HTTP/1.1");
    }
  }

  private void targets() {
    for (String target : List.of(
        "book/7",
        "*",
        "?",
        "?x",
        "#",
        "7",
        ".",
        "..",
        "../book/7",
        "\\book\\7",
        "book",
        "shelf.test",
        "shelf.test:80",
        "shelf.test/book/7",
        "@shelf.test/book/7",
        ":80/book/7",
        "http:/book/7",
        "http:book/7",
        "http://",
        "http:///book/7",
        "https://",
        "ftp://shelf.test/book/7",
        "file:///etc/passwd",
        "gopher://shelf.test/",
        "javascript:alert(1)",
        "data:x",
        "ws://shelf.test/book/7",
        "http://other.test/book/7",
        "http://shelf.test:81/book/7",
        "http://shelf.test@other.test/book/7",
        "http://other.test@shelf.test/book/7",
        "http://user:password@shelf.test/book/7",
        "http://shelf.test.other.test/book/7",
        "http://shelf.test%2fbook/7",
        "http://shelf.test\\@other.test/book/7",
        "http://shelf.test#/book/7",
        "http://shelf.test?/book/7",
        "http://shelf.test:/book/7",
        "http://shelf.test:80:80/book/7",
        "http://[::1]/book/7",
        "http://127.0.0.1/book/7",
        "http://2130706433/book/7",
        "http://0x7f.1/book/7",
        "http://localhost/book/7",
        "http://shelf.test",
        "http://shelf.test?x=1",
        "http://shelf.test./book/7",
        "https://other.test/book/7",
        "hTTp://other.test/book/7",
        "http://169.254.169.254/latest/meta-data/",
        "//other.test/book/7",
        "http://shelf.test//book/7")) {
      line(Guard.TARGET, "GET " + target + " HTTP/1.1");
    }
    for (String target : List.of(
        "shelf.test:80",
        "other.test:443",
        "127.0.0.1:22",
        "/book/7",
        "*",
        "[::1]:25",
        "http://shelf.test/")) {
      line(null, "CONNECT " + target + " HTTP/1.1");
      line(null, "GET" + " " + target + "#fragment HTTP/1.1");
    }
    line(null, "OPTIONS ** HTTP/1.1");
    line(Guard.TARGET, "PUT * HTTP/1.1");
    line(null, "TRACE /book/7 HTTP/1.1");
  }

  private void parts() {
    for (String line : List.of(
        "GET",
        "GET ",
        "GET /book/7",
        "GET /book/7 ",
        "/book/7",
        "/book/7 HTTP/1.1",
        " ",
        "HTTP/1.1 200 OK",
        "GET /book/7 HTTP/1.1 x",
        "GET  HTTP/1.1",
        "GET /book/7 x HTTP/1.1",
        "GET GET /book/7 HTTP/1.1",
        "NONSENSE",
        "\u0000",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
        "\u0080.\u0001",
        "EHLO x",
        "USER anonymous",
        "SSH-2.0-OpenSSH_9",
        "*1\\r\\n$4",
        "\u0005\u0001\u0000",
        "\u0004\u0001",
        "{\"a\":1}",
        "<policy-file-request/>\u0000",
        "PROXY TCP4 1.2.3.4 5.6.7.8 1 2",
        "\r",
        "\u00ff\u00ff\u00ff\u00ff",
        "GET\u0000/book/7\u0000HTTP/1.1",
        "x".repeat(100))) {
      line(null, line);
    }
    all.text(null, "almost the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n");
    all.text(null, "the preface of HTTP/2 by bare LF", "PRI * HTTP/2.0\n\nSM\n\n");
    all.text(null, "a preface with fields", "PRI * HTTP/2.0\r\n" + HOST + "\r\nSM\r\n\r\n");
  }
}
