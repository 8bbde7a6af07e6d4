package io.sennit.gateway.hostile;

import static io.sennit.gateway.hostile.Gathering.BODY;
import static io.sennit.gateway.hostile.Gathering.HOST;
import static io.sennit.gateway.hostile.Gathering.PUT;

import java.util.List;

/** Bodies that are said to be something else than JSON in UTF-8, or of which nothing is said. */
final class ContentTypes {
  private ContentTypes() {}

  static List<Hostile> all() {
    Gathering all = new Gathering("type");
    for (String type : List.of(
        "text/plain",
        "text/json",
        "text/html",
        "text/xml",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "application/javascript",
        "application/jsonp",
        "application/json5",
        "application/jsonx",
        "application/x-json",
        "xapplication/json",
        "application/json, text/plain",
        "text/plain, application/json",
        "application/json text/plain",
        "application/json,",
        ",application/json",
        "application/json/x",
        "application//json",
        "/json",
        "application/",
        "json",
        "application",
        "*/*",
        "application/*",
        "*/json",
        "application/json; charset=utf-16",
        "application/json; charset=iso-8859-1",
        "application/json; charset=utf-7",
        "application/json; charset=utf-8; charset=utf-16",
        "application/json;charset=\"utf-16\"",
        "application/json; charset=",
        "application/json; charset",
        "application/json; charset=utf8",
        "application/json;;",
        "application/json; =x",
        "application/json; a",
        "application/json; a=\"b",
        "application/json; a=b c",
        "application/json\u0000",
        "application/json\u00a0",
        "application/json\u000b",
        "application\\json",
        "application/json;",
        "text/html;x=application/json",
        "x/y; z=\"+json\"",
        "x/y+json+",
        "+json",
        "x+json",
        "/+json",
        "x/+jsonx",
        "x/y +json",
        "text/html, x/y+json",
        "image/svg+xml",
        "application/cbor",
        "application/yaml",
        "application/x-java-serialized-object",
        "application/grpc",
        "application/json; charset=utf-8, text/html",
        "\"application/json\"",
        "(application/json)",
        "application/json #",
        "%61pplication/json",
        "applic\u00e4tion/json",
        "message/http",
        "application/x-ndjson",
        "application/json-seq",
        "text/plain; charset=utf-8",
        "application/json\tx",
        "application / json",
        "a".repeat(5_000) + "/json",
        "application/json" + "; a=b".repeat(500) + ";")) {
      all.text(
          null,
          Gathering.shown(type),
          PUT + HOST + "Content-Type: " + type + "\r\n" + Gathering.length(BODY) + "\r\n" + BODY);
    }
    all.text(null, "none", PUT + HOST + Gathering.length(BODY) + "\r\n" + BODY);
    all.text(
        null, "nothing", PUT + HOST + "Content-Type:\r\n" + Gathering.length(BODY) + "\r\n" + BODY);
    return all.all();
  }
}
