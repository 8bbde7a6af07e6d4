package io.sennit.bench.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Listens where dead processes listened: whether anybody still calls them is found out. */
final class DeadPorts implements AutoCloseable {
  private static final int MOST_WAITING = 50;
  private static final int TURN_MILLIS = 50;

  private final List<ServerSocket> traps = new ArrayList<>();

  private DeadPorts() {}

  /** From now on connections to these ports of the loopback are noticed. */
  static DeadPorts listen(List<Integer> ports) throws IOException {
    DeadPorts dead = new DeadPorts();
    try {
      for (int port : ports) {
        ServerSocket trap = new ServerSocket(port, MOST_WAITING, InetAddress.getLoopbackAddress());
        dead.traps.add(trap);
        trap.setSoTimeout(TURN_MILLIS);
      }
      return dead;
    } catch (IOException taken) {
      dead.close();
      throw taken;
    }
  }

  /** How many connections have come when that time is over. */
  int callsWithin(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    int calls = 0;
    while (System.nanoTime() - end < 0) {
      for (ServerSocket trap : traps) {
        calls += accepted(trap);
      }
    }
    return calls;
  }

  private static int accepted(ServerSocket trap) throws IOException {
    try {
      trap.accept().close();
      return 1;
    } catch (SocketTimeoutException nobody) {
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket trap : traps) {
      trap.close();
    }
  }
}
