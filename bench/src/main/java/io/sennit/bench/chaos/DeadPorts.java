package io.sennit.bench.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Listens where dead processes listened: who still calls them is found out. */
final class DeadPorts {
  private DeadPorts() {}

  /** How many connections came to these ports of the loopback in that time. */
  static int callsOf(List<Integer> ports, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    List<ServerSocket> traps = new ArrayList<>();
    try {
      for (int port : ports) {
        traps.add(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
      }
      int calls = 0;
      while (System.nanoTime() - end < 0) {
        for (ServerSocket trap : traps) {
          calls += accepted(trap);
        }
      }
      return calls;
    } finally {
      for (ServerSocket trap : traps) {
        trap.close();
      }
    }
  }

  private static int accepted(ServerSocket trap) throws IOException {
    trap.setSoTimeout(100);
    try {
      trap.accept().close();
      return 1;
    } catch (SocketTimeoutException nobody) {
      return 0;
    }
  }
}
