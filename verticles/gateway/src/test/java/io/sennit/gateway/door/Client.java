package io.sennit.gateway.door;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A client that says exactly what a test has it say. */
final class Client implements Closeable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final int SMALL_BUFFER = 4_096;

  private final Socket socket;

  Client(int port) throws IOException {
    this(new Socket());
    socket.setReceiveBufferSize(SMALL_BUFFER);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  Client(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  Client say(String text) throws IOException {
    return say(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Client say(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Asks for a path, and reads the answer to the end. */
  String ask(String path) throws IOException {
    return say("GET " + path + " HTTP/1.1\r\nhost: x\r\n\r\n").hear("here");
  }

  /** Reads until something was said. */
  String hear(String what) throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    while (!heard.toString(StandardCharsets.ISO_8859_1).contains(what)) {
      int octet = socket.getInputStream().read();
      if (octet < 0) {
        throw new IOException("the end after: " + heard.toString(StandardCharsets.ISO_8859_1));
      }
      heard.write(octet);
    }
    return heard.toString(StandardCharsets.ISO_8859_1);
  }

  /** Reads exactly so many bytes. */
  byte[] take(int count) throws IOException {
    return socket.getInputStream().readNBytes(count);
  }

  /** Everything up to the end of the connection; a reset is an end as well. */
  byte[] rest() throws IOException {
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    byte[] some = new byte[8_192];
    try {
      int count;
      while ((count = socket.getInputStream().read(some)) >= 0) {
        heard.write(some, 0, count);
      }
    } catch (SocketException reset) {
      // The connection is over, which is what was to be seen.
    }
    return heard.toByteArray();
  }

  String restAsText() throws IOException {
    return new String(rest(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
