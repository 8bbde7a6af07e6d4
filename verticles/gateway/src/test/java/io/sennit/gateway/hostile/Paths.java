package io.sennit.gateway.hostile;

import static io.sennit.gateway.hostile.Gathering.HOST;

import io.sennit.gateway.head.Guard;
import java.util.List;

/** Paths that could mean another one to somebody behind us, and queries that could. */
final class Paths {
  static final List<String> PIECES = List.of(
      "..",
      ".",
      "...",
      "....",
      "%2e%2e",
      "%2E%2e",
      ".%2e",
      "%2e.",
      "%2e",
      "%252e%252e",
      "%c0%ae%c0%ae",
      "%e0%80%ae",
      "%uff0e%uff0e",
      "%u002e",
      "..%2f",
      "..%2F..%2Fetc",
      "%2e%2e%2f",
      "..%252f",
      "..%c0%af",
      "..%c1%9c",
      "..%e0%80%af",
      "..%f0%80%80%af",
      "%2f",
      "%2F",
      "a%2fb",
      "%2f..",
      "%5c",
      "%5C",
      "..%5c",
      "a%5cb",
      "%255c",
      "\\",
      "..\\",
      "a\\b",
      "%00",
      "a%00",
      "%00.json",
      "a%00.b",
      "%01",
      "%09",
      "%0a",
      "%0d",
      "%0d%0aX:y",
      "%1b",
      "%7f",
      "%7F",
      "a;b",
      ";",
      "..;",
      ".;",
      ";a=b",
      "..;a=b",
      ";/..",
      "a;jsessionid=1",
      "%3b",
      "..%3b",
      "%3B/..",
      "/",
      "//",
      "/./",
      "/../",
      "%ef%bc%8f",
      "%ef%bc%8e%ef%bc%8e",
      "%ef%bc%bc",
      "%e2%80%a4%e2%80%a4",
      "%e2%80%a6",
      "%ef%b8%b0",
      "%e2%84%80",
      "%",
      "%%",
      "%2",
      "%zz",
      "%2g",
      "%g2",
      "a%",
      "%%32%65",
      "%25%32%65",
      "%252f",
      "%25252f",
      "%2%66",
      "%u002f",
      "%c3",
      "%c3%28",
      "%a0",
      "%ff",
      "%fe",
      "%ed%a0%80",
      "%f4%90%80%80",
      "%f8%88%80%80%80",
      "%c0%80",
      "\u00e9",
      "\u00ff",
      "\u0080",
      "<",
      ">",
      "\"",
      "{",
      "}",
      "|",
      "^",
      "`",
      "[",
      "]",
      "<script>",
      "#",
      "a#b",
      "\u0001",
      "\u007f",
      "%3b..",
      "%2e%2f",
      "..%ef%bc%8f",
      "%00%2e",
      "..%00",
      "..%0d",
      "..%09",
      "%e2%80%ae%2e",
      "%2e%2e%5c",
      "%2e%2e%3b");

  private final Gathering all = new Gathering("path");

  static List<Hostile> all() {
    Paths paths = new Paths();
    for (String piece : PIECES) {
      paths.path("/book/" + piece);
      paths.path("/book/" + piece + "/7");
      paths.path("/" + piece + "/book/7");
      paths.path("/book/7/" + piece);
      if (!piece.chars().allMatch(c -> c == '.')) {
        paths.path("/book/7" + piece);
      }
    }
    for (String path : List.of(
        "/book",
        "/book/",
        "/",
        "/book/7/",
        "/Book/7",
        "/BOOK/7",
        "/%62ook/7",
        "/book%2f7",
        "/book%5c7",
        "/book/7/../8",
        "/favicon.ico",
        "/.git/config",
        "/.env",
        "/wp-login.php",
        "/cgi-bin/%%32%65%%32%65/bin/sh",
        "/actuator/env",
        "/${jndi:ldap://x/y}",
        "/book/7%20HTTP/1.1%0d%0aX:",
        "/admin",
        "/metrics",
        "/health/live",
        "/sennit/shelf/read",
        "/book/" + "a/".repeat(1_000),
        "/" + "../".repeat(1_000) + "book/7",
        "/" + "b/".repeat(2_000))) {
      paths.path(path);
    }
    paths.queries();
    return paths.all.all();
  }

  private void path(String path) {
    all.text(Guard.PATH, Gathering.shown(path), "GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n");
  }

  private void queries() {
    for (String query : List.of(
        "%",
        "%%",
        "%2",
        "%zz",
        "a=%",
        "a=%2",
        "a=%gg",
        "%=1",
        "a%=1",
        "a=%c3",
        "a=%c3%28",
        "a=%ff",
        "a=%c0%af",
        "a=%ed%a0%80",
        "a=%f4%90%80%80",
        "a=%00",
        "%00=1",
        "a=b%00c",
        "a=\u00e9",
        "a=\u0001",
        "a=\u007f",
        "a=\"",
        "a=<b>",
        "a=#",
        "#",
        "a#b=1",
        "a=\u0080",
        "a=\tb",
        "a=%u0041",
        "a=%e0%80%80",
        "a=b\u000bc",
        "a=\u0000",
        "\u00ff=1",
        "a=%f0%80%80%af",
        "a=%fc%80%80%80%80%af")) {
      all.text(
          Guard.QUERY,
          "?" + Gathering.shown(query),
          "GET /any?" + query + " HTTP/1.1\r\n" + HOST + "\r\n");
    }
    for (int number : List.of(257, 500, 1_025, 2_000)) {
      all.text(
          Guard.QUERY,
          "?" + number + " times a",
          "GET /any?" + "a&".repeat(number - 1) + "a HTTP/1.1\r\n" + HOST + "\r\n");
      all.text(
          Guard.QUERY,
          "?" + number + " times nothing",
          "GET /any?" + "&".repeat(number) + " HTTP/1.1\r\n" + HOST + "\r\n");
    }
  }
}
