package io.sennit.gateway.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.List;

/** Bodies that are no JSON, or none that two parsers would read alike, or no object. */
final class JsonBodies {
  private static final String GOOD = "{\"title\":\"a\\u00e9\\ud83d\\ude00b\",\"year\":1815}";

  private final Gathering all = new Gathering("json");

  static List<Hostile> all() {
    JsonBodies bodies = new JsonBodies();
    bodies.cutOffAndThinnedOut();
    bodies.characters();
    bodies.escapes();
    bodies.encodings();
    bodies.values();
    bodies.punctuation();
    bodies.twice();
    bodies.deep();
    bodies.otherThanObjects();
    return bodies.all.all();
  }

  private void cutOffAndThinnedOut() {
    for (int i = 1; i < GOOD.length(); i++) {
      all.body("cut off after " + i, GOOD.substring(0, i));
    }
    for (int i = 0; i < GOOD.length(); i++) {
      if ("{}:,\"".indexOf(GOOD.charAt(i)) >= 0) {
        all.body(
            "without " + GOOD.charAt(i) + " at " + i, GOOD.substring(0, i) + GOOD.substring(i + 1));
        all.body(
            "twice " + GOOD.charAt(i) + " at " + i,
            GOOD.substring(0, i) + GOOD.charAt(i) + GOOD.substring(i));
      }
    }
  }

  private void characters() {
    for (char c = 0; c < ' '; c++) {
      all.body("control " + (int) c + " in a string", "{\"title\":\"a" + c + "b\"}");
      if ("\t\n\r".indexOf(c) < 0) {
        all.body("control " + (int) c + " between", "{\"title\":" + c + "\"a\"}");
      }
    }
    for (String space :
        List.of("\u00a0", "\u2028", "\u2029", "\u200b", "\u3000", "\u0085", "\ufeff", "\u180e")) {
      all.body(
          "white space U+" + Integer.toHexString(space.charAt(0)),
          "{" + space + "\"title\":\"a\"}");
    }
  }

  private void escapes() {
    for (char c = ' '; c < 127; c++) {
      if ("\"\\/bfnrtu".indexOf(c) < 0) {
        all.body("escape " + c, "{\"title\":\"\\" + c + "\"}");
      }
    }
    for (String bad : List.of(
        "\\u",
        "\\u0",
        "\\u00",
        "\\u004",
        "\\u004g",
        "\\uu041",
        "\\u{41}",
        "\\U0041",
        "\\x41",
        "\\u 041",
        "\\u+041",
        "\\u-041",
        "\\u00\u0660\u0661",
        "\\")) {
      all.body("escape " + bad, "{\"title\":\"" + bad + "\"}");
    }
    for (String half : List.of(
        "\\ud800",
        "\\udbff",
        "\\udc00",
        "\\udfff",
        "\\ude00\\ud83d",
        "\\ud83d \\ude00",
        "\\ud83d\\ud83d\\ude00",
        "\\ud83dx",
        "x\\ude00",
        "\\ud83d\\u0041",
        "\\uD800",
        "\\udFFF")) {
      all.body("half a pair " + half, "{\"title\":\"" + half + "\"}");
      all.body("half a pair in a name " + half, "{\"title\":\"x\",\"" + half + "\":1}");
    }
    all.body("U+0000 escaped", "{\"title\":\"a\\u0000b\"}");
    all.body("U+0000 escaped in a name", "{\"title\":\"a\",\"b\\u0000\":1}");
  }

  private void encodings() {
    for (String bytes : List.of(
        "\u0080",
        "\u00bf",
        "\u00c0\u00af",
        "\u00c1\u00bf",
        "\u00e0\u0080\u00af",
        "\u00e0\u009f\u00bf",
        "\u00f0\u0080\u0080\u00af",
        "\u00f0\u008f\u00bf\u00bf",
        "\u00f8\u0088\u0080\u0080\u0080",
        "\u00fc\u0084\u0080\u0080\u0080\u0080",
        "\u00fe",
        "\u00ff",
        "\u00e2\u0082",
        "\u00f0\u009f\u0098",
        "\u00c3",
        "\u00ed\u00a0\u0080",
        "\u00ed\u00bf\u00bf",
        "\u00f4\u0090\u0080\u0080",
        "\u00f5\u0080\u0080\u0080",
        "\u00e9",
        "\u00e2\u0082\u00ac\u00ac",
        "\u00c0\u0080",
        "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080")) {
      all.body(
          "no UTF-8 in a string " + Gathering.shown(bytes),
          ("{\"title\":\"a" + bytes + "b\"}").getBytes(ISO_8859_1));
      all.body(
          "no UTF-8 in a name " + Gathering.shown(bytes),
          ("{\"a" + bytes + "\":1}").getBytes(ISO_8859_1));
      all.body(
          "no UTF-8 between " + Gathering.shown(bytes),
          ("{" + bytes + "\"title\":\"a\"}").getBytes(ISO_8859_1));
    }
    for (String name :
        List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE", "IBM037")) {
      all.body("in " + name, GOOD.getBytes(Charset.forName(name)));
    }
    for (String mark : List.of(
        "\u00ef\u00bb\u00bf",
        "\u00fe\u00ff",
        "\u00ff\u00fe",
        "\u00ff\u00fe\u0000\u0000",
        "\u00ef\u00bb",
        "+/v8")) {
      all.body("mark " + Gathering.shown(mark), (mark + GOOD).getBytes(ISO_8859_1));
    }
  }

  private void values() {
    for (String value : List.of(
        "NaN",
        "nan",
        "Infinity",
        "-Infinity",
        "+Infinity",
        "inf",
        "True",
        "TRUE",
        "False",
        "NULL",
        "Null",
        "None",
        "nil",
        "undefined",
        "tru",
        "truee",
        "nul",
        "nulll",
        "fals",
        "void 0",
        "new Date()",
        "title",
        "'Emma'",
        "`Emma`",
        "\u201cEmma\u201d",
        "\"Emma",
        "Emma\"",
        "\"a\"\"b\"",
        "\"a\" + \"b\"",
        "\"a\nb\"",
        "\"a\\\nb\"",
        "/Emma/",
        "@Emma",
        "&amp;",
        "<a/>",
        "!!str x",
        "&a *a",
        "${7*7}",
        "{{7*7}}",
        "[",
        "]",
        "}",
        "(1)",
        "\\u0031",
        "\\\"a\\\"",
        "-",
        "--",
        "*",
        "")) {
      all.body("value " + Gathering.shown(value), "{\"title\":" + value + "}");
    }
    for (String number : List.of(
        "+1",
        "01",
        "-01",
        "00",
        "1.",
        ".1",
        "-.1",
        "1e",
        "1e+",
        "1e-",
        "1.e1",
        "e1",
        "0x10",
        "0X1F",
        "0b1",
        "0o7",
        "1_000",
        "1,000",
        "1 000",
        "\u0661",
        "\uff11",
        "1e1e1",
        "1.2.3",
        "--1",
        "+-1",
        "- 1",
        "1-",
        "1f",
        "1L",
        "1n",
        "1e400",
        "-1e400",
        "1e99999",
        "1E+2147483648",
        "123456789012345678901234567890",
        "-9223372036854775809",
        "9223372036854775808",
        "18446744073709551616",
        "0.1",
        "-0.5",
        "1e-1",
        "1815.001",
        "\u221e",
        "1/2",
        "50%")) {
      all.body("number " + Gathering.shown(number), "{\"title\":\"x\",\"year\":" + number + "}");
    }
    all.body("a number of 1,001 digits", "{\"title\":\"x\",\"year\":" + "9".repeat(1_001) + "}");
    all.body(
        "a number of 100,000 digits", "{\"title\":\"x\",\"year\":" + "9".repeat(100_000) + "}");
    all.body(
        "a fraction of 100,000 digits",
        "{\"title\":\"x\",\"year\":0." + "0".repeat(100_000) + "1}");
    all.body(
        "an exponent of 1,000 digits", "{\"title\":\"x\",\"year\":1e" + "9".repeat(1_000) + "}");
  }

  private void punctuation() {
    for (String body : List.of(
        "{\"title\":\"x\",}",
        "{,\"title\":\"x\"}",
        "{\"title\":\"x\",,\"year\":1}",
        "{,}",
        "{\"title\":\"x\";\"year\":1}",
        "{\"title\":\"x\" \"year\":1}",
        "{\"title\" \"x\"}",
        "{\"title\":,}",
        "{\"title\"::\"x\"}",
        "{\"title\"=\"x\"}",
        "{\"title\"=>\"x\"}",
        "{\"title\",\"x\"}",
        "{:\"x\"}",
        "{\"title\":}",
        "{\"title\"}",
        "{title:\"x\"}",
        "{'title':\"x\"}",
        "{\"title\":'x'}",
        "{1:\"x\"}",
        "{null:\"x\"}",
        "{[]:\"x\"}",
        "{{}:\"x\"}",
        "{...a}",
        "({\"title\":\"x\"})",
        "{\"title\":\"x\"}}",
        "{\"title\":\"x\"},",
        "{\"title\":\"x\"}{}",
        "{\"title\":\"x\"}{\"title\":\"y\"}",
        "{\"title\":\"x\"} x",
        "{\"title\":\"x\"};",
        "{\"title\":\"x\"}\u0000",
        "\u0000{\"title\":\"x\"}",
        "{\"title\":\"x\"]",
        "[\"title\":\"x\"}",
        "{\"title\":\"x\"}\n{\"title\":\"y\"}",
        "\u001e{\"title\":\"x\"}\n",
        "while(1);{\"title\":\"x\"}",
        ")]}',\n{\"title\":\"x\"}",
        "cb({\"title\":\"x\"})",
        "{\"title\":\"x\"}//",
        "{\"title\":\"x\"}// c",
        "{\"title\":\"x\"}/**/",
        "{\"title\":\"x\"}#",
        "//c\n{\"title\":\"x\"}",
        "/*c*/{\"title\":\"x\"}",
        "#c\n{\"title\":\"x\"}",
        "{/*c*/\"title\":\"x\"}",
        "{\"title\":/*c*/\"x\"}",
        "{\"title\":\"x\"/*c*/}",
        "{\"title\":\"x\",//c\n\"year\":1}",
        "{\"title\":\"x\" #c\n}",
        "{\"title\":\"x\" --c\n}",
        "<!--c-->{\"title\":\"x\"}",
        "{\"title\":\"x\"/*",
        "{\"title\":\"x\"/}",
        "{\"title\":\"x\"<!--c-->}",
        "--\n{\"title\":\"x\"}",
        "[1,]",
        "[,1]",
        "[1,,2]",
        "[1 2]",
        "[1",
        "1]",
        "[\"a\",\n4\n,1,",
        "[\"x\"",
        "[\"x\"]]",
        "{\"a\":[}",
        "[{]}")) {
      all.body("text " + Gathering.shown(body), body);
    }
  }

  private void twice() {
    for (String body : List.of(
        "{\"title\":\"x\",\"title\":\"y\"}",
        "{\"title\":\"x\",\"title\":\"x\"}",
        "{\"title\":\"x\",\"t\\u0069tle\":\"y\"}",
        "{\"\\u0074itle\":\"x\",\"title\":\"y\"}",
        "{\"title\":\"x\",\"year\":1,\"title\":\"y\"}",
        "{\"title\":null,\"title\":\"y\"}",
        "{\"title\":\"x\",\"year\":1,\"year\":2}",
        "{\"title\":\"x\",\"year\":1,\"year\":1.0}",
        "{\"title\":\"x\",\"title\":{}}",
        "{\"title\":\"x\",\"a\":{\"b\":1,\"b\":2}}",
        "{\"title\":\"x\",\"year\":1,\"a\":1,\"b\":2,\"c\":3,\"title\":\"z\"}")) {
      all.body("twice " + Gathering.shown(body), body);
    }
  }

  private void deep() {
    for (int depth : List.of(999, 1_001, 5_000, 100_000)) {
      all.body(depth + " arrays", "[".repeat(depth));
      all.body(depth + " arrays that end", "[".repeat(depth) + "]".repeat(depth));
      all.body(depth + " objects", "{\"a\":".repeat(depth));
      all.body(depth + " objects that end", "{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
      all.body(depth + " of both", "[{\"a\":".repeat(depth / 2) + "1" + "}]".repeat(depth / 2));
      all.body(
          depth + " within a field", "{\"title\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
    }
    all.body("50,000 fields", "{\"title\":\"x\"" + fields(50_000) + "}");
    all.body("a string of 900,000 characters", "{\"title\":\"" + "x".repeat(900_000) + "\"}");
    all.body("a name of 60,000 characters", "{\"" + "x".repeat(60_000) + "\":1}");
    all.body("a name of 900,000 characters", "{\"" + "x".repeat(900_000) + "\":1}");
    all.body("200,000 nulls", "{\"title\":[" + "null,".repeat(200_000) + "null]}");
    all.body("a million spaces", " ".repeat(1_000_000));
  }

  private static String fields(int number) {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < number; i++) {
      fields.append(",\"f").append(i).append("\":1");
    }
    return fields.toString();
  }

  private void otherThanObjects() {
    for (String body : List.of(
        "[]",
        "[1]",
        "[{}]",
        "[{\"title\":\"x\"}]",
        "\"\"",
        "\"title\"",
        "0",
        "1",
        "-1",
        "1.5",
        "1e3",
        "null",
        "true",
        "false",
        " ",
        "\n",
        "\r\n\r\n",
        "title=x",
        "title=x&year=1",
        "title: x",
        "<book/>",
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM"
            + " \"file:///etc/passwd\">]><a>&b;</a>",
        "---\ntitle: x\n",
        "\u00a1",
        "title,year\nx,1\n",
        "{}",
        "{ }",
        "{\"\":\"\"}")) {
      all.body("not an object " + Gathering.shown(body), body);
    }
    byte[] cbor = {(byte) 0xa1, 0x65, 't', 'i', 't', 'l', 'e', 0x61, 'x'};
    all.body("cbor", cbor);
    byte[] messagePack = {(byte) 0x81, (byte) 0xa5, 't', 'i', 't', 'l', 'e', (byte) 0xa1, 'x'};
    all.body("message pack", messagePack);
    byte[] gzip = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    all.body("gzip", gzip);
    byte[] bson = {0x16, 0, 0, 0, 2, 't', 'i', 't', 'l', 'e', 0, 2, 0, 0, 0, 'x', 0, 0};
    all.body("bson", bson);
    byte[] smile = ":)\n\u0001".getBytes(UTF_8);
    all.body("smile", smile);
  }
}
