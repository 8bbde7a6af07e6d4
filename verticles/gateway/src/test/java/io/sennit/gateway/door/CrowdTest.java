package io.sennit.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import io.sennit.gateway.rules.Connections;
import io.sennit.testkit.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More connections than there is room for. */
class CrowdTest {
  @Test
  void whoIsOneTooManyIsClosedAtOnceAndTheOthersAreServed() throws Exception {
    try (House house = House.with(House.rules("{\"connections\":{\"most\":3}}"))) {
      List<Client> clients = clients(house, 3);
      try (Client late = house.client()) {
        assertThat(late.rest()).isEmpty();
      }
      for (Client client : clients) {
        client.ask("/");
      }
      assertThat(house.ended(Lapse.FULL)).isEqualTo(1);

      clients.get(0).close();
      Wait.until("it is gone", () -> house.doorway.headcount().all() == 2);
      try (Client next = house.client()) {
        next.ask("/");
      }
      closeAll(clients);
    }
  }

  @Test
  void oneAddressDoesNotTakeTheRoomOfOthers() throws Exception {
    try (House house = House.with(House.rules("{\"connections\":{\"perAddress\":2}}"))) {
      List<Client> clients = clients(house, 2);
      try (Client late = house.client();
          Client other = from("127.0.0.9", house.port())) {
        assertThat(late.rest()).isEmpty();
        other.ask("/");
      }
      closeAll(clients);
      Wait.until("all are gone", () -> house.doorway.headcount().all() == 0);
      assertThat(house.doorway.headcount().origins()).isZero();
    }
  }

  @Test
  void aConnectionThatHasHadItsRequestsEndsInGoodOrder() throws Exception {
    try (House house = House.with(House.rules("{\"connections\":{\"requests\":2}}"));
        Client client = house.client()) {
      assertThat(client.ask("/")).doesNotContain("connection: close");
      client.say("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
      assertThat(client.restAsText()).contains("connection: close").endsWith("here");
    }
  }

  @Test
  void ofIpv6AWholeNetworkCountsAsOne() {
    assertThat(origin("2001:db8:1:2::1")).isEqualTo(origin("2001:db8:1:2:ffff::9"));
    assertThat(origin("2001:db8:1:2::1")).isNotEqualTo(origin("2001:db8:1:3::1"));
    assertThat(origin("10.0.0.1")).isNotEqualTo(origin("10.0.0.2"));
    assertThat(origin("::ffff:10.0.0.1")).isEqualTo(origin("10.0.0.1"));
  }

  @Test
  void whoIsNotLetInIsNotCounted() throws Exception {
    Headcount headcount = new Headcount(new Connections(10, 1, 0));
    assertThat(headcount.enter(7)).isTrue();
    assertThat(headcount.enter(7)).isFalse();
    assertThat(headcount.all()).isEqualTo(1);
    headcount.leave(7);
    assertThat(headcount.enter(7)).isTrue();
  }

  private static long origin(String address) {
    return Headcount.origin(
        new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(address), 1));
  }

  private static Client from(String address, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(address), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new Client(socket);
  }

  private static List<Client> clients(House house, int count) throws IOException {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Client client = house.client();
      client.ask("/");
      clients.add(client);
    }
    return clients;
  }

  private static void closeAll(List<Client> clients) throws IOException {
    for (Client client : clients) {
      client.close();
    }
  }
}
