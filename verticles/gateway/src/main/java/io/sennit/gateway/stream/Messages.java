package io.sennit.gateway.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts the frames of a client together to messages, and refuses what is none or too long. */
final class Messages {
  private final long longest;
  private @Nullable Buffer begun;
  private boolean isText;

  Messages(long longest) {
    this.longest = longest;
  }

  /** Frames that make no message; the code says why the connection is closed. */
  static final class BadMessage extends Exception {
    private static final long serialVersionUID = 1L;
    static final int PROTOCOL = 1002;
    static final int NO_TEXT = 1007;
    static final int TOO_LONG = 1009;

    private final int code;

    BadMessage(int code, String reason) {
      super(reason, null, false, false);
      this.code = code;
    }

    int code() {
      return code;
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }

  /** The message that is whole with this frame, or null when more of it must come. */
  @Nullable
  Buffer take(WebSocketFrame frame) throws BadMessage {
    Buffer before = begun;
    if (frame.isContinuation() == (before == null)) {
      throw new BadMessage(BadMessage.PROTOCOL, "a frame out of turn");
    }
    if (before == null) {
      isText = frame.isText();
    }
    Buffer bytes = frame.binaryData();
    long length = bytes.length() + (before == null ? 0L : before.length());
    if (length > longest) {
      throw new BadMessage(BadMessage.TOO_LONG, "a message may have " + longest + " bytes at most");
    }
    Buffer all = before == null ? bytes : before.appendBuffer(bytes);
    if (!frame.isFinal()) {
      begun = before == null ? bytes.copy() : all;
      return null;
    }
    begun = null;
    return all;
  }

  /** Whether the message that was whole last is one of text. */
  boolean isText() {
    return isText;
  }

  static String text(Buffer bytes) throws BadMessage {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes()))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw new BadMessage(BadMessage.NO_TEXT, "a text that is not UTF-8");
    }
  }
}
