package io.sennit.gateway.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Good requests in which a few bytes were changed, the same ones for the same seed. */
final class Mutations {
  private static final List<String> GOOD = List.of(
      Gathering.GET + Gathering.HOST + "Accept: */*\r\nCookie: a=b\r\n\r\n",
      Gathering.PUT + Gathering.HOST + Gathering.JSON
          + "Idempotency-Key: k-1\r\nContent-Length: 30\r\n\r\n{\"title\":\"Emma\",\"year\":   1815}",
      Gathering.PUT + Gathering.HOST + Gathering.JSON
          + "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"title\":\r\n7\r\n\"Emma\"}\r\n0\r\n\r\n",
      "GET /any?a=caf%C3%A9&b=%2F HTTP/1.1\r\n" + Gathering.HOST
          + "If-None-Match: \"v1\", W/\"v2\"\r\nConnection: keep-alive\r\n\r\n",
      "GET http://shelf.test/book/7 HTTP/1.1\r\n" + Gathering.HOST
          + "Authorization: Bearer a.b.c\r\nExpect: 100-continue\r\n\r\n");

  private static final List<String> PIECES = List.of(
      "\r\n",
      "\n",
      "\r",
      "\0",
      " ",
      "\t",
      ":",
      ": ",
      "\r\n\r\n",
      "%00",
      "%2e%2e/",
      "..",
      "chunked",
      "Content-Length: 5\r\n",
      "Transfer-Encoding: chunked\r\n",
      "HTTP/1.1",
      "0\r\n\r\n",
      "GET /smuggled HTTP/1.1\r\n\r\n",
      "\u00ff",
      "{",
      "\"",
      "\\u0000",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      "65536",
      "-1",
      ";",
      ",");

  private final Random random;

  Mutations(long seed) {
    this.random = new Random(seed);
  }

  List<Hostile> next(int number) {
    List<Hostile> mutations = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      byte[] bytes = GOOD.get(random.nextInt(GOOD.size())).getBytes(ISO_8859_1);
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        bytes = changed(bytes);
      }
      mutations.add(new Hostile(Gathering.shown(new String(bytes, ISO_8859_1)), null, bytes));
    }
    return mutations;
  }

  private byte[] changed(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, at + random.nextInt(8));
    return switch (random.nextInt(6)) {
      case 0 -> joined(bytes, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
      case 1 ->
        joined(bytes, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(ISO_8859_1), at);
      case 2 -> joined(bytes, at, new byte[0], to);
      case 3 -> joined(bytes, to, Arrays.copyOfRange(bytes, at, to), to);
      case 4 -> joined(bytes, at, flipped(bytes, at), at + 1);
      default ->
        joined(bytes, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(ISO_8859_1), to);
    };
  }

  private byte[] flipped(byte[] bytes, int at) {
    return at < bytes.length
        ? new byte[] {(byte) (bytes[at] ^ (1 << random.nextInt(8)))}
        : new byte[0];
  }

  private static byte[] joined(byte[] bytes, int until, byte[] middle, int from) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(bytes, 0, until);
    joined.writeBytes(middle);
    joined.write(bytes, Math.min(from, bytes.length), Math.max(0, bytes.length - from));
    return joined.toByteArray();
  }
}
