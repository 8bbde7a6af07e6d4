package io.sennit.gateway.door;

import static io.netty.handler.codec.http2.Http2Error.ENHANCE_YOUR_CALM;
import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.STREAM_CLOSED;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameTypes;
import org.jspecify.annotations.Nullable;

/**
 * Reads along in the frames that a client sends, without their payload: for how long one has been
 * unfinished, how many of them do nothing, and whether streams are begun in order.
 */
final class Frames {
  private static final int HEAD = 9;
  private static final int END_STREAM = 0x1;
  private static final int END_HEADERS = 0x4;
  private static final long CONTROLS_NANOS = 10_000_000_000L;

  /** A client that downloads sends a window update for at least so many bytes. */
  private static final int BYTES_OF_AN_UPDATE = 256;

  private final Streams streams = new Streams();
  private final int controlsAllowed;
  private int headBytes;
  private int length;
  private int left;
  private int type;
  private int flags;
  private int stream;
  private boolean insideHeaders;
  private boolean unfinished;
  private long unfinishedSince;
  private boolean settled;
  private int requests;
  private int controls;
  private long controlsSince;
  private long sentBefore;
  private @Nullable Http2Exception fault;

  Frames(int controlsAllowed, long now) {
    this.controlsAllowed = controlsAllowed;
    this.controlsSince = now;
  }

  /**
   * Reads on.
   *
   * @param sent bytes that this client has got so far
   * @return the index up to which all is well; the rest must not be passed on when there is a
   *     {@link #fault}
   */
  int read(ByteBuf bytes, int from, long sent, long now) {
    int at = from;
    int begun = from;
    while (at < bytes.writerIndex()) {
      if (left == 0 && headBytes == 0) {
        begun = at;
        unfinished = true;
        unfinishedSince = insideHeaders ? unfinishedSince : now;
      }
      if (headBytes < HEAD) {
        head(bytes.getUnsignedByte(at++));
        if (headBytes == HEAD && !takes(sent, now)) {
          return begun;
        }
      } else {
        int skipped = Math.min(left, bytes.writerIndex() - at);
        at += skipped;
        left -= skipped;
      }
      if (headBytes == HEAD && left == 0) {
        end();
      }
    }
    return at;
  }

  /** What this client did wrong, if it did. */
  @Nullable
  Http2Exception fault() {
    return fault;
  }

  /** Both sides have said what they can do. */
  boolean settled() {
    return settled;
  }

  int requests() {
    return requests;
  }

  /** Since when something has been begun that is none of a body's and not finished; or now. */
  long unfinishedSince(long now) {
    boolean counts =
        unfinished && (insideHeaders || type != Http2FrameTypes.DATA || headBytes < HEAD);
    return counts ? unfinishedSince : now;
  }

  private void head(int octet) {
    switch (headBytes++) {
      case 0, 1, 2 -> length = length << 8 | octet;
      case 3 -> type = octet;
      case 4 -> flags = octet;
      default -> stream = stream << 8 | octet;
    }
  }

  private boolean takes(long sent, long now) {
    left = length;
    stream &= Integer.MAX_VALUE;
    fault = switch (type) {
      case Http2FrameTypes.HEADERS -> headers();
      case Http2FrameTypes.DATA -> data(sent, now);
      case Http2FrameTypes.CONTINUATION -> {
        insideHeaders = !has(END_HEADERS);
        yield null;
      }
      default -> control(sent, now);
    };
    return fault == null;
  }

  private @Nullable Http2Exception headers() {
    insideHeaders = !has(END_HEADERS);
    return switch (streams.begin(stream, has(END_STREAM))) {
      case NEW -> {
        requests++;
        yield null;
      }
      case GOING_ON -> null;
      case LEFT_OUT ->
        Http2Exception.connectionError(
            PROTOCOL_ERROR, "Stream %d is begun after a later one (RFC 9113, 5.1.1)", stream);
      case OVER ->
        Http2Exception.connectionError(
            STREAM_CLOSED, "Stream %d had been ended by its client (RFC 9113, 5.1)", stream);
    };
  }

  private @Nullable Http2Exception data(long sent, long now) {
    if (has(END_STREAM)) {
      streams.end(stream);
      return null;
    }
    return length == 0 ? control(sent, now) : null;
  }

  private @Nullable Http2Exception control(long sent, long now) {
    if (now - controlsSince > CONTROLS_NANOS) {
      controlsSince = now;
      controls = 0;
      sentBefore = sent;
    }
    return ++controls <= controlsAllowed + (sent - sentBefore) / BYTES_OF_AN_UPDATE
        ? null
        : Http2Exception.connectionError(
            ENHANCE_YOUR_CALM, "%d frames without a request or a body", controls);
  }

  private void end() {
    settled |= type == Http2FrameTypes.SETTINGS;
    headBytes = 0;
    length = 0;
    stream = 0;
    unfinished = insideHeaders;
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
