package io.sennit.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plain sockets through a door: node "here" calls node "there". */
class DoorTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final String HOST = LOOPBACK.getHostAddress();
  /** How long nothing comes where nothing may. */
  private static final int A_WHILE = 150;
  /** How long something may take to come, in milliseconds. */
  private static final int LONGEST = 10_000;

  private final Network network = new Network();
  private Door door;
  private ServerSocket there;
  private Socket caller;

  @BeforeEach
  void open() throws IOException {
    door = new Door(network, "there", HOST, Sender.byHost(Map.of(HOST, "here")));
    there = new ServerSocket(door.inside().port(), 10, LOOPBACK);
    there.setSoTimeout(LONGEST);
    caller = new Socket();
    caller.setSoTimeout(LONGEST);
  }

  @AfterEach
  void close() throws IOException {
    network.healAll();
    caller.close();
    there.close();
    door.close();
  }

  @Test
  void bytesAndEndsPassInBothDirections() throws IOException {
    Socket callee = connected();
    say(caller, "hello");
    assertThat(heard(callee, 5)).isEqualTo("hello");
    say(callee, "you too");
    callee.close();
    assertThat(heard(caller, 7)).isEqualTo("you too");
    assertThat(caller.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void whatIsSaidOverACutLinkComesInOrderWhenItHasHealed() throws IOException {
    Socket callee = connected();
    network.cut("here", "there");
    say(caller, "one, ");
    say(caller, "two");
    assertNothingIsHeard(callee);

    network.heal("here", "there");
    assertThat(heard(callee, 8)).isEqualTo("one, two");
  }

  @Test
  void theOtherDirectionOfALinkThatIsCutOneWayGoesOn() throws IOException {
    Socket callee = connected();
    network.cut("here", "there");
    say(callee, "still here");
    assertThat(heard(caller, 10)).isEqualTo("still here");
  }

  @Test
  void aConnectionIsNotMadeOverALinkThatIsCutInEitherDirection() throws IOException {
    network.cut("there", "here");
    connect();
    assertNobodyCalls();

    network.heal("there", "here");
    assertThat(there.accept().isConnected()).isTrue();
  }

  @Test
  void aCallerThatGivesUpBeforeItIsThroughIsNeverHeardOf() throws IOException {
    network.cut("here", "there");
    connect();
    say(caller, "hello?");
    assertNobodyCalls();
    caller.close();
    network.heal("here", "there");
    assertNobodyCalls();
  }

  @Test
  void aResetWaitsLikeEverythingElse() throws IOException {
    Socket callee = connected();
    network.cut("there", "here");
    callee.setSoLinger(true, 0);
    callee.close();
    assertNothingIsHeard(caller);

    network.heal("there", "here");
    assertThatThrownBy(() -> heard(caller, 1)).isInstanceOf(SocketException.class);
  }

  @Test
  void aKilledNodeResetsItsConnectionsAndRefusesNewOnes() throws IOException {
    connected();
    network.kill("there");
    door.close();
    door.reset("there");
    assertThatThrownBy(() -> heard(caller, 1)).isInstanceOf(SocketException.class);
    assertThatThrownBy(() -> new Socket(LOOPBACK, door.outside().port()))
        .isInstanceOf(IOException.class);
  }

  private Socket connected() throws IOException {
    connect();
    Socket callee = there.accept();
    callee.setSoTimeout(LONGEST);
    return callee;
  }

  private void connect() throws IOException {
    caller.connect(new InetSocketAddress(LOOPBACK, door.outside().port()));
  }

  private static void say(Socket socket, String words) throws IOException {
    socket.getOutputStream().write(words.getBytes(UTF_8));
  }

  private static void assertNothingIsHeard(Socket socket) throws IOException {
    socket.setSoTimeout(A_WHILE);
    assertThatThrownBy(() -> heard(socket, 1)).isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(LONGEST);
  }

  private void assertNobodyCalls() throws IOException {
    there.setSoTimeout(A_WHILE);
    assertThatThrownBy(there::accept).isInstanceOf(SocketTimeoutException.class);
    there.setSoTimeout(LONGEST);
  }

  private static String heard(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), UTF_8);
  }
}
