package io.sennit.gateway.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sennit.gateway.head.Guard;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hostile requests, no two the same; text is written a byte a character. */
final class Gathering {
  static final String HOST = "Host: shelf.test\r\n";
  static final String JSON = "Content-Type: application/json\r\n";
  static final String PUT = "PUT /book/7 HTTP/1.1\r\n";
  static final String GET = "GET /book/7 HTTP/1.1\r\n";
  static final String BODY = "{\"title\":\"Emma\"}";

  private final Map<ByteBuffer, Hostile> all = new LinkedHashMap<>();
  private final String kind;

  Gathering(String kind) {
    this.kind = kind;
  }

  List<Hostile> all() {
    return List.copyOf(all.values());
  }

  void raw(@Nullable Guard guard, String name, byte[] bytes) {
    all.putIfAbsent(ByteBuffer.wrap(bytes), new Hostile(kind + ": " + name, guard, bytes));
  }

  void text(@Nullable Guard guard, String name, String latin) {
    raw(guard, name, latin.getBytes(ISO_8859_1));
  }

  /** A request for a book with one thing more in its head; the rest is as it should be. */
  void get(@Nullable Guard guard, String name, String fields) {
    text(guard, name, GET + HOST + fields + "\r\n");
  }

  /** A book with one thing more in its head; the rest is as it should be. */
  void put(@Nullable Guard guard, String name, String fields) {
    text(guard, name, PUT + HOST + JSON + fields + length(BODY) + "\r\n" + BODY);
  }

  /** A book whose body is nothing that can be taken. */
  void body(String name, String body) {
    body(name, body.getBytes(UTF_8));
  }

  void body(String name, byte[] body) {
    String head = PUT + HOST + JSON + "Content-Length: " + body.length + "\r\n\r\n";
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head.getBytes(ISO_8859_1));
    whole.writeBytes(body);
    raw(null, name, whole.toByteArray());
  }

  static String length(String body) {
    return "Content-Length: " + body.length() + "\r\n";
  }

  /** Text in which nothing is invisible, for names. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(60, text.length()); i++) {
      char c = text.charAt(i);
      shown.append(c > ' ' && c < 127 ? Character.toString(c) : String.format("<%02x>", (int) c));
    }
    return shown.append(text.length() > 60 ? "... " + text.length() : "").toString();
  }
}
