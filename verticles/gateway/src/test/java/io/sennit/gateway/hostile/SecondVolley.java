package io.sennit.gateway.hostile;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;

/** Sends what is to be HTTP/2, and judges the frames that come back. */
final class SecondVolley {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int PRIORITY = 32;
  private static final int PRIORITY_BYTES = 5;

  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

  static List<String> faults(int port, List<Hostile> requests) {
    return Volley.faults(requests, request -> new SecondVolley().fault(port, request));
  }

  private String fault(int port, Hostile request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.bytes());
      return judge(new DataInputStream(socket.getInputStream()));
    } catch (SocketTimeoutException hung) {
      return "hangs";
    } catch (IOException closed) {
      return "";
    }
  }

  /** Reads until the stream or the connection is given up, or the request is answered. */
  private String judge(DataInputStream in) throws IOException {
    while (true) {
      byte[] head = new byte[9];
      try {
        in.readFully(head);
      } catch (EOFException closed) {
        return "";
      }
      byte[] payload = new byte[((head[0] & 255) << 16) | ((head[1] & 255) << 8) | (head[2] & 255)];
      in.readFully(payload);
      if (head[3] == Frames.RESET || head[3] == Frames.GO_AWAY) {
        return "";
      }
      if (head[3] == Frames.HEADERS) {
        int before = (head[4] & PRIORITY) == 0 ? 0 : PRIORITY_BYTES;
        int status = status(Arrays.copyOfRange(payload, before, payload.length));
        if (status >= 200) {
          return status >= 400 && status < 500 ? "" : "[" + status + "]";
        }
      }
    }
  }

  private int status(byte[] block) {
    try {
      return Integer.parseInt(
          String.valueOf(decoder.decodeHeaders(1, Unpooled.wrappedBuffer(block)).status()));
    } catch (Http2Exception unreadable) {
      throw new IllegalStateException("the gateway speaks in riddles", unreadable);
    }
  }
}
