package io.sennit.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports on 127.0.0.1, where everything here listens. */
public final class Loopback {
  private static final byte[] ADDRESS = {127, 0, 0, 1};

  private Loopback() {}

  /** Takes any port, until it is closed. */
  static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByAddress(ADDRESS));
  }

  /** A port that was free a moment ago, for what must know its port before it starts. */
  public static int freePort() throws IOException {
    try (ServerSocket free = listener()) {
      return free.getLocalPort();
    }
  }
}
