package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** What must be gone when a process has ended; looked at while it runs, so that it was there. */
record Leftovers(SennitProcess process, Path data, List<URI> addresses) {
  private static final int CONNECT_MILLIS = 2_000;

  static Leftovers of(SennitProcess process, Path data) throws IOException {
    Leftovers leftovers =
        new Leftovers(process, data, List.of(process.http(""), process.admin("")));
    assertThat(Running.on(data)).as("it runs").isNotEmpty();
    assertThat(process.readyFile()).exists();
    assertThat(Running.isHeld(data)).as("the data folder is held").isTrue();
    for (URI address : leftovers.addresses) {
      connect(address);
    }
    return leftovers;
  }

  void assertNone() throws IOException {
    assertNone(data);
    assertThat(process.readyFile()).doesNotExist();
    for (URI address : addresses) {
      assertThatThrownBy(() -> connect(address))
          .as("a connection to " + address)
          .isInstanceOf(ConnectException.class);
    }
  }

  /** What even a process that never got ready must not leave. */
  static void assertNone(Path data) throws IOException {
    assertThat(Running.on(data))
        .extracting(p -> p.info().commandLine().orElse(""))
        .isEmpty();
    assertThat(data.resolve("postgres").resolve("postmaster.pid")).doesNotExist();
    assertThat(Running.isHeld(data)).as("the data folder is held").isFalse();
  }

  private static void connect(URI address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_MILLIS);
    }
  }
}
