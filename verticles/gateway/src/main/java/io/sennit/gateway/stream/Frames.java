package io.sennit.gateway.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in frames that every client takes: many refuse one of more than 64 KiB, although this
 * side does not.
 */
final class Frames {
  static final int LONGEST = 64 * 1024;

  /** A character is three bytes at most, and those of two characters are four. */
  private static final int LONGEST_TEXT = LONGEST / 3;

  private Frames() {}

  static List<WebSocketFrame> of(Buffer bytes) {
    int end = Math.min(LONGEST, bytes.length());
    if (end == bytes.length()) {
      return List.of(WebSocketFrame.binaryFrame(bytes, true));
    }
    List<WebSocketFrame> frames = new ArrayList<>();
    frames.add(WebSocketFrame.binaryFrame(bytes.slice(0, end), false));
    while (end < bytes.length()) {
      int from = end;
      end = Math.min(from + LONGEST, bytes.length());
      frames.add(WebSocketFrame.continuationFrame(bytes.slice(from, end), end == bytes.length()));
    }
    return frames;
  }

  static List<WebSocketFrame> of(String text) {
    int end = endOfPart(text, 0);
    if (end == text.length()) {
      return List.of(WebSocketFrame.textFrame(text, true));
    }
    List<WebSocketFrame> frames = new ArrayList<>();
    frames.add(WebSocketFrame.textFrame(text.substring(0, end), false));
    while (end < text.length()) {
      int from = end;
      end = endOfPart(text, from);
      frames.add(WebSocketFrame.continuationFrame(
          Buffer.buffer(text.substring(from, end)), end == text.length()));
    }
    return frames;
  }

  private static int endOfPart(String text, int from) {
    int end = Math.min(from + LONGEST_TEXT, text.length());
    boolean splitsAPair = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return splitsAPair ? end - 1 : end;
  }
}
