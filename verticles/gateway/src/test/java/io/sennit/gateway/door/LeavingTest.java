package io.sennit.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sennit.gateway.Gateway;
import io.sennit.gateway.GatewayOptions;
import io.sennit.mesh.Mesh;
import io.sennit.mesh.MeshOptions;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway that is stopped while clients hold connections to it. */
class LeavingTest {
  private Vertx vertx;
  private Mesh mesh;
  private Gateway gateway;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
    mesh = Wait.forResult(Mesh.start(vertx, MeshOptions.named("one")));
    gateway = Wait.forResult(Gateway.start(
        vertx, GatewayOptions.at("127.0.0.1", 0), mesh, new SimpleMeterRegistry(), 1));
  }

  @AfterEach
  void stop() {
    Wait.forResult(gateway.close().eventually(mesh::close).eventually(vertx::close));
  }

  private static final class Caller implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader answers;

    Caller(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(10_000);
      answers = new BufferedReader(
          new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** The head of the answer. */
    List<String> ask() throws IOException {
      socket
          .getOutputStream()
          .write("OPTIONS /docs HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      List<String> head = new ArrayList<>();
      for (String line = answers.readLine();
          line != null && !line.isEmpty();
          line = answers.readLine()) {
        head.add(line);
      }
      return head;
    }

    boolean isAtEnd() throws IOException {
      return answers.read() < 0;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void whoeverAsksMeanwhileIsAnsweredAndSentElsewhere() throws IOException {
    try (Caller old = new Caller(gateway.port())) {
      assertThat(old.ask()).first().isEqualTo("HTTP/1.1 204 No Content");
      Future<Void> closed = gateway.close();

      List<String> last = old.ask();
      assertThat(last).first().isEqualTo("HTTP/1.1 204 No Content");
      assertThat(last).contains("connection: close");
      assertThat(old.isAtEnd()).isTrue();
      Wait.forResult(closed);
    }
  }

  @Test
  void whoeverComesMeanwhileIsAnsweredToo() throws IOException {
    try (Caller resting = new Caller(gateway.port())) {
      resting.ask();
      Future<Void> closed = gateway.close();
      try (Caller late = new Caller(gateway.port())) {
        assertThat(late.ask()).contains("connection: close");
        assertThat(late.isAtEnd()).isTrue();
      }
      Wait.forResult(closed);
      assertThat(resting.isAtEnd()).isTrue();
    }
  }
}
