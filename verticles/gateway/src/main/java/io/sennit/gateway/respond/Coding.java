package io.sennit.gateway.respond;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** How content may be written to be shorter (RFC 9110, section 8.4.1). */
enum Coding {
  GZIP,
  /** What HTTP calls so is zlib's format. */
  DEFLATE;

  /** Beyond this a higher level costs much and shortens JSON little. */
  private static final int LEVEL = 4;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a client likes best of what is here; null is content as it is. */
  static @Nullable Coding preferred(String accepted) {
    double others = 0;
    double gzip = -1;
    double deflate = -1;
    for (String part : accepted.toLowerCase(Locale.ROOT).split(",")) {
      int semicolon = part.indexOf(';');
      String name = (semicolon < 0 ? part : part.substring(0, semicolon)).strip();
      double weight = semicolon < 0 ? 1 : weight(part.substring(semicolon + 1));
      switch (name) {
        case "gzip", "x-gzip" -> gzip = weight;
        case "deflate" -> deflate = weight;
        case "*" -> others = weight;
        default -> {
          // A coding that is not here.
        }
      }
    }
    gzip = gzip < 0 ? others : gzip;
    deflate = deflate < 0 ? others : deflate;
    if (gzip <= 0 && deflate <= 0) {
      return null;
    }
    return gzip >= deflate ? GZIP : DEFLATE;
  }

  Buffer encode(Buffer content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(64, content.length() / 3));
    try (OutputStream encoding = this == GZIP ? new Gzip(bytes) : new Zlib(bytes)) {
      encoding.write(content.getBytes());
    } catch (IOException impossible) {
      throw new UncheckedIOException("Memory does not fail to be written to", impossible);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(LEVEL);
    }
  }

  private static final class Zlib extends DeflaterOutputStream {
    Zlib(OutputStream out) {
      super(out);
      def.setLevel(LEVEL);
    }
  }

  private static double weight(String parameters) {
    String text = parameters.strip();
    if (!text.startsWith("q=")) {
      return 1;
    }
    try {
      double weight = Double.parseDouble(text.substring(2).strip());
      return weight > 0 && weight <= 1 ? weight : 0;
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
