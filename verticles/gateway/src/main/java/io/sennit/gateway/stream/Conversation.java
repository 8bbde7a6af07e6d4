package io.sennit.gateway.stream;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.sennit.gateway.stream.Messages.BadMessage;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.stream.Close;
import io.sennit.mesh.stream.Socket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A client's WebSocket joined with a service's: messages and the close go both ways, and a slow
 * side slows the other one down.
 */
final class Conversation {
  /** Clients that are there answer a ping; those that did not twice are gone. */
  private static final long PING_MILLIS = 30_000;

  private static final int MOST_SILENT = 2;

  /** Whoever is silent for longer than that has not been pinged. */
  static final Duration LONGEST_SILENCE = Duration.ofMillis(MOST_SILENT * PING_MILLIS);

  private static final int LONGEST_REASON = 123;
  private static final Buffer NOTHING = Buffer.buffer(0);

  private final Vertx vertx;
  private final ServerWebSocket client;
  private final Socket service;
  private final Messages messages;
  private int silent;
  private boolean held;
  private boolean over;

  Conversation(Vertx vertx, ServerWebSocket client, Socket service, long longest) {
    this.vertx = vertx;
    this.client = client;
    this.service = service;
    this.messages = new Messages(longest);
  }

  void begin() {
    client.frameHandler(this::fromClient);
    client.exceptionHandler(this::broken);
    client.closeHandler(v -> clientClosed());
    client.drainHandler(v -> service.resume());
    service.onText(text -> toClient(Frames.of(text)));
    service.onBinary(bytes -> toClient(Frames.of(bytes)));
    service.onDrain(v -> {
      held = false;
      client.resume();
    });
    service.onClose(this::closeClient);
    service.resume();
    ping();
  }

  private void fromClient(WebSocketFrame frame) {
    silent = 0;
    if (over || frame.isPing() || frame.isClose() || isPong(frame)) {
      return;
    }
    try {
      Buffer message = messages.take(frame);
      if (message == null) {
        return;
      }
      // That it fails shows in how the socket ends.
      if (messages.isText()) {
        service.sendText(Messages.text(message));
      } else {
        service.sendBinary(message);
      }
      if (service.isFull()) {
        held = true;
        client.pause();
      }
    } catch (BadMessage bad) {
      service.close(new Close(bad.code(), bad.reason()));
      closeClient(new Close(bad.code(), bad.reason()));
    }
  }

  private static boolean isPong(WebSocketFrame frame) {
    return !frame.isText() && !frame.isBinary() && !frame.isContinuation();
  }

  private void toClient(List<WebSocketFrame> message) {
    if (over) {
      return;
    }
    message.forEach(client::writeFrame);
    if (!client.isClosed() && client.writeQueueFull()) {
      service.pause();
    }
  }

  /** What the decoder could not read: it says which code that is. */
  private void broken(Throwable failure) {
    if (failure instanceof CorruptedWebSocketFrameException corrupt) {
      Close close = new Close(corrupt.closeStatus().code(), "not a WebSocket's frame");
      service.close(close);
      closeClient(close);
    }
    // Else the connection has closed, which is told by itself.
  }

  private void clientClosed() {
    if (over) {
      return;
    }
    over = true;
    Short code = client.closeStatusCode();
    if (code == null || code == Close.LOST) {
      service.abort(Problem.of(Kind.CANCELLED, "The client went away."));
    } else {
      String reason = client.closeReason();
      service.close(new Close(code, reason == null ? "" : reason));
    }
  }

  private void closeClient(Close how) {
    if (over) {
      return;
    }
    over = true;
    int code = how.isSendable() ? how.code() : Close.NORMAL;
    client.close((short) code, bounded(how.reason()));
  }

  /** The reason stands in a control frame, which has 125 bytes at most. */
  private static String bounded(String reason) {
    String text = reason;
    while (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_REASON) {
      text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }
    return text;
  }

  private void ping() {
    vertx.setTimer(PING_MILLIS, timer -> {
      if (over) {
        return;
      }
      // While it is not read from, nothing can be heard of it.
      if (!held && ++silent > MOST_SILENT) {
        over = true;
        service.abort(Problem.of(Kind.CANCELLED, "The client does not answer any more."));
        client.close((short) Close.GOING_AWAY);
        return;
      }
      client.writePing(NOTHING);
      ping();
    });
  }
}
