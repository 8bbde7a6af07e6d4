package io.sennit.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadPortsTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void whoeverStillCallsADeadPortIsCounted() throws Exception {
    int called = freePort();
    try (DeadPorts dead = DeadPorts.listen(List.of(freePort(), called))) {
      assertThat(dead.callsWithin(SHORT)).isZero();

      new Socket(InetAddress.getLoopbackAddress(), called).close();

      assertThat(dead.callsWithin(SHORT)).isEqualTo(1);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
