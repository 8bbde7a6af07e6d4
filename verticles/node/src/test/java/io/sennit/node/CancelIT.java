package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Work that nobody waits for ends, from the client's connection down to PostgreSQL. */
class CancelIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  /** Shorter than the ten seconds after which a statement ends by itself. */
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  @TempDir
  static Path folder;

  @RegisterExtension
  static final Launcher sennit = new Launcher(() -> folder);

  private static SennitProcess dev;

  @BeforeAll
  static void start() throws Exception {
    dev = sennit.dev(folder.resolve("data"), "--services", Nap.SERVICES).awaitReady();
    // The first of all requests takes longer than those whose time is short below.
    assertThat(dozing()).isZero();
  }

  @Test
  void aStatementEndsWhenItsClientGoesAway() throws Exception {
    try (Socket client = doze("")) {
      assertThat(client.isConnected()).isTrue();
      Eventually.within(SOON, () -> assertThat(dozing()).isEqualTo(1));
    }
    Eventually.within(AT_ONCE, () -> assertThat(dozing()).isZero());
  }

  @Test
  void aStatementEndsWhenItsDeadlinePasses() throws Exception {
    try (Socket client = doze("Sennit-Timeout: 3000\r\n")) {
      Eventually.within(SOON, () -> assertThat(dozing()).isEqualTo(1));
      Eventually.within(AT_ONCE, () -> assertThat(dozing()).isZero());
      byte[] answer = client.getInputStream().readNBytes(12);
      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 504");
    }
  }

  private static Socket doze(String header) throws IOException {
    URI uri = dev.http("/doze");
    Socket client = new Socket(uri.getHost(), uri.getPort());
    client
        .getOutputStream()
        .write(("POST /doze HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n" + header + "\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  /** Asked by another statement, which does not count itself: it says LIKE and not pg_sleep. */
  private static int dozing() throws Exception {
    return Http.json(Http.get(dev.http("/doze"))).getInteger("count");
  }
}
