package io.sennit.bench.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A kept connection, on which one request at a time is under way. */
final class Line {
  private static final int LARGEST_ANSWER = 16_384;

  private final InetSocketAddress to;
  private final byte[] request;
  private final Selector selector;
  private final ByteBuffer received = ByteBuffer.allocate(LARGEST_ANSWER);
  private SocketChannel channel;
  private boolean asked;
  private long due;

  Line(InetSocketAddress to, byte[] request, Selector selector) throws IOException {
    this.to = to;
    this.request = request;
    this.selector = selector;
    this.channel = connect();
  }

  private SocketChannel connect() throws IOException {
    SocketChannel connected = SocketChannel.open(to);
    connected.setOption(StandardSocketOptions.TCP_NODELAY, true);
    connected.configureBlocking(false);
    connected.register(selector, SelectionKey.OP_READ, this);
    return connected;
  }

  /** It was to be asked at this moment. */
  void ask(long moment) {
    asked = true;
    due = moment;
    received.clear();
    try {
      // Nothing else is under way, so that there is room for all of it.
      channel.write(ByteBuffer.wrap(request));
    } catch (IOException ended) {
      // Whoever reads sees it as well, and takes it for an answer that is wrong.
    }
  }

  boolean isAsked() {
    return asked;
  }

  long due() {
    return due;
  }

  /** What has come; a connection that has ended is replaced, and matters if it was asked. */
  Received read() throws IOException {
    boolean goesOn = reads() && received.hasRemaining();
    if (!goesOn) {
      channel.close();
      channel = connect();
    }
    if (!asked) {
      return Received.PART;
    }
    Received all = goesOn
        ? Received.of(
            new String(received.array(), 0, received.position(), StandardCharsets.ISO_8859_1))
        : Received.WRONG;
    asked = all == Received.PART;
    return all;
  }

  private boolean reads() {
    try {
      return channel.read(received) >= 0;
    } catch (IOException reset) {
      return false;
    }
  }

  void close() throws IOException {
    channel.close();
  }
}
