package io.sennit.gateway.hostile;

import java.util.List;

/** JSON that is good, and not what was asked for. */
final class SchemaAttacks {
  private SchemaAttacks() {}

  static List<Hostile> all() {
    Gathering all = new Gathering("schema");
    for (String name : List.of(
        "__proto__",
        "constructor",
        "prototype",
        "toString",
        "hasOwnProperty",
        "valueOf",
        "__class__",
        "__init__",
        "class",
        "_class",
        "@class",
        "@type",
        "$type",
        "$ne",
        "$gt",
        "$where",
        "$regex",
        "$ref",
        "$schema",
        "id",
        "ID",
        "Id",
        "Title",
        "TITLE",
        "title ",
        " title",
        "title\\t",
        "title\\n",
        "titl\\u0435",
        "t\\u00adtitle",
        "title\\u200b",
        "title.x",
        "title[0]",
        "title[]",
        "/title",
        "",
        " ",
        "null",
        "0",
        "-1",
        "user",
        "userId",
        "roles",
        "role",
        "admin",
        "isAdmin",
        "sub",
        "identity",
        "operation",
        "deadline",
        "traceId",
        "headers",
        "_id",
        "_rev",
        "rowid",
        "xmin",
        "ctid",
        "createdAt",
        "version",
        "etag",
        "status",
        "price",
        "total",
        "password",
        "token",
        "java.lang.Runtime",
        "${jndi:ldap://x/y}",
        "a.b.c",
        "\\ud83d\\ude00")) {
      all.body("unknown field " + name, "{\"title\":\"x\",\"" + name + "\":\"7\"}");
    }
    for (String value : List.of(
        "null",
        "true",
        "false",
        "0",
        "1",
        "1815",
        "1.5",
        "-1",
        "[]",
        "{}",
        "[\"x\"]",
        "{\"x\":1}",
        "[[]]",
        "\"\"",
        "[null]",
        "{\"$ne\":null}",
        "{\"title\":\"x\"}",
        "\"" + "x".repeat(201) + "\"",
        "\"" + "x".repeat(10_000) + "\"",
        "\"" + "\\ud83d\\ude00".repeat(201) + "\"",
        "\"a\\u0000\"")) {
      all.body("title " + Gathering.shown(value), "{\"title\":" + value + "}");
      all.body(
          "title and year " + Gathering.shown(value), "{\"year\":1815,\"title\":" + value + "}");
    }
    for (String value : List.of(
        "null",
        "true",
        "false",
        "\"1815\"",
        "\"\"",
        "\"x\"",
        "[]",
        "{}",
        "[1815]",
        "{\"$gt\":0}",
        "1815.5",
        "-1",
        "10000",
        "-10000",
        "2147483648",
        "-2147483649",
        "9007199254740993",
        "9223372036854775807",
        "1e4",
        "1e15",
        "1e308",
        "-1e308",
        "\"1e3\"",
        "\"0x1\"")) {
      all.body("year " + value, "{\"title\":\"x\",\"year\":" + value + "}");
    }
    for (String query : List.of(
        "id=8",
        "title=x",
        "year=1",
        "x=1",
        "__proto__=1",
        "a[b]=c",
        "a=1&a=2",
        "title=x&title=y",
        "=x",
        "a",
        "$where=1",
        "id=7",
        "_method=DELETE",
        "callback=x",
        "access_token=x",
        "fields=*",
        "debug=true")) {
      all.text(
          null,
          "query " + query,
          "PUT /book/7?" + query + " HTTP/1.1\r\n" + Gathering.HOST + Gathering.JSON
              + Gathering.length(Gathering.BODY) + "\r\n" + Gathering.BODY);
      all.text(
          null,
          "query of a read " + query,
          "GET /book/7?" + query + " HTTP/1.1\r\n" + Gathering.HOST + "\r\n");
    }
    return all.all();
  }
}
