package io.sennit.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sennit.gateway.stream.Messages.BadMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames become messages, or the WebSocket is closed with the code that says why. */
class MessagesTest {
  private final Messages messages = new Messages(10);

  @Test
  void framesArePutTogether() throws BadMessage {
    assertThat(messages.take(WebSocketFrame.textFrame("", false))).isNull();
    assertThat(messages.take(WebSocketFrame.continuationFrame(Buffer.buffer("ab"), false)))
        .isNull();
    assertThat(messages.take(WebSocketFrame.continuationFrame(Buffer.buffer("cd"), true)))
        .hasToString("abcd");
    assertThat(messages.isText()).isTrue();

    assertThat(messages.take(WebSocketFrame.binaryFrame(Buffer.buffer("ef"), true)))
        .hasToString("ef");
    assertThat(messages.isText()).isFalse();
  }

  @Test
  void aMessageOverTheBoundIsRefusedWithoutBeingGathered() throws BadMessage {
    messages.take(WebSocketFrame.binaryFrame(Buffer.buffer("1234567890"), false));

    BadMessage bad = catchThrowableOfType(
        BadMessage.class,
        () -> messages.take(WebSocketFrame.continuationFrame(Buffer.buffer("1"), false)));

    assertThat(bad.code()).isEqualTo(1009);
  }

  @Test
  void aFrameOutOfTurnIsRefused() throws BadMessage {
    assertThat(catchThrowableOfType(
                BadMessage.class,
                () -> messages.take(WebSocketFrame.continuationFrame(Buffer.buffer("1"), true)))
            .code())
        .isEqualTo(1002);

    messages.take(WebSocketFrame.textFrame("a", false));
    assertThat(catchThrowableOfType(
                BadMessage.class, () -> messages.take(WebSocketFrame.textFrame("b", true)))
            .code())
        .isEqualTo(1002);
  }

  @Test
  void aLongMessageIsWrittenInFramesThatEveryClientTakes() throws BadMessage {
    Messages roomy = new Messages(Long.MAX_VALUE);
    String text = "x" + "\uD83E\uDD80".repeat(50_000);
    Buffer bytes = Buffer.buffer(text);

    assertThat(whole(roomy, Frames.of(text))).isEqualTo(bytes);
    assertThat(roomy.isText()).isTrue();
    assertThat(whole(roomy, Frames.of(bytes))).isEqualTo(bytes);
    assertThat(roomy.isText()).isFalse();
    assertThat(Frames.of("")).hasSize(1);
    assertThat(Frames.of(Buffer.buffer(new byte[Frames.LONGEST]))).hasSize(1);
  }

  private static Buffer whole(Messages messages, List<WebSocketFrame> frames) throws BadMessage {
    assertThat(frames).hasSizeGreaterThan(1);
    Buffer whole = null;
    for (WebSocketFrame frame : frames) {
      assertThat(frame.binaryData().length()).isLessThanOrEqualTo(Frames.LONGEST);
      assertThat(whole).isNull();
      whole = messages.take(frame);
    }
    return whole;
  }

  @Test
  void aTextIsUtf8() throws BadMessage {
    assertThat(Messages.text(Buffer.buffer("ü"))).isEqualTo("ü");
    Buffer bad = Buffer.buffer(new byte[] {(byte) 0xc3, (byte) 0x28});
    assertThat(catchThrowableOfType(BadMessage.class, () -> Messages.text(bad)).code())
        .isEqualTo(1007);
  }
}
