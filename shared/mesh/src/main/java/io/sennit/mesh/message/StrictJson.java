package io.sennit.mesh.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.jackson.JacksonCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JSON as RFC 8259 has it and no other way: Vert.x's own decoder takes comments, the last
 * of two fields with one name, and other encodings than UTF-8, of which others may make something
 * else.
 */
final class StrictJson {
  /** Names that strangers make up are nothing to keep for the life of the process. */
  private static final JsonFactory FACTORY = JsonFactory.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .build();

  private static final char REPLACEMENT = '\ufffd';

  private StrictJson() {}

  static @Nullable Object decode(Buffer bytes) {
    try {
      JsonParser parser = FACTORY.createParser(text(bytes.getBytes()));
      return JacksonCodec.fromParser(parser, Object.class);
    } catch (IOException malformed) {
      throw new DecodeException(String.valueOf(malformed.getMessage()), malformed);
    }
  }

  /** Only what may have been replaced is looked at twice. */
  private static String text(byte[] bytes) throws CharacterCodingException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0
        ? text
        : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
