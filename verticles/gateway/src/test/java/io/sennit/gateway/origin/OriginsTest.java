package io.sennit.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.rules.GatewayRules;
import io.sennit.gateway.visit.Visit;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which address a request comes from, by what it says itself, and who brings it. */
class OriginsTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.7 | 192.0.2.7",
        "10.9.9.9, 192.0.2.7 | 192.0.2.7",
        "1.1.1.1, 192.0.2.7, 10.0.0.1, 10.0.0.2 | 192.0.2.7",
        "192.0.2.7:4711, 10.0.0.1:80 | 192.0.2.7",
        "[2001:db8::7]:4711 | 2001:db8::7",
        "2001:db8::7 | 2001:db8::7",
        "::ffff:192.0.2.7 | 192.0.2.7",
        "\", 192.0.2.7 | 192.0.2.7",
        "192.0.2.7, unknown | 127.0.0.1",
        "192.0.2.7, unknown, 10.0.0.1 | 10.0.0.1",
        "10.0.0.3, 10.0.0.2 | 10.0.0.3"
      })
  void theLastWhoIsNotTrustedCounts(String field, String expected) throws Exception {
    assertThat(seen("x-forwarded-for", "X-Forwarded-For: " + field)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=192.0.2.7;proto=https;by=10.0.0.1 | 192.0.2.7",
        "for=1.1.1.1, For=\"[2001:db8::7]:4711\", for=10.0.0.1 | 2001:db8::7",
        "for=\"1.1.1.1, for=192.0.2.7 | 192.0.2.7",
        "for=192.0.2.7, for=_hidden | 127.0.0.1",
        "proto=https | 127.0.0.1"
      })
  void theSameInTheFieldOfTheStandard(String field, String expected) throws Exception {
    assertThat(seen("forwarded", "Forwarded: " + field)).isEqualTo(expected);
  }

  @Test
  void severalFieldsAreOneAndTheOtherFieldIsIgnored() throws Exception {
    assertThat(seen(
            "x-forwarded-for",
            "X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 192.0.2.7\r\nForwarded: for=2.2.2.2"))
        .isEqualTo("192.0.2.7");
    assertThat(seen("forwarded", "X-Forwarded-For: 1.1.1.1")).isEqualTo("127.0.0.1");
  }

  @Test
  void whoIsNotTrustedSaysWhatItLikes() throws Exception {
    Origins none = new Origins(GatewayRules.DEFAULT.proxies());

    assertThat(seen(none, "X-Forwarded-For: 1.1.1.1\r\nForwarded: for=1.1.1.1"))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void addressesOfOneNetworkOfIpV6AreOneAndThoseOfIpV4AreNot() {
    assertThat(Addresses.network("2001:db8:1:2:3:4:5:6"))
        .isEqualTo(Addresses.network("2001:db8:1:2::1"))
        .isNotEqualTo(Addresses.network("2001:db8:1:3::1"));
    assertThat(Addresses.network("192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(Addresses.network("::ffff:192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(Addresses.network("::ffff:192.0.2.8")).isEqualTo("192.0.2.8");
  }

  private String seen(String header, String fields) throws Exception {
    JsonObject proxies = new JsonObject()
        .put("trusted", JsonArray.of("127.0.0.1", "10.0.0.0/8"))
        .put("header", header);
    GatewayRules rules = GatewayRules.read(new JsonObject().put("proxies", proxies));
    return seen(new Origins(rules.proxies()), fields);
  }

  private String seen(Origins origins, String fields) throws Exception {
    var server = vertx
        .createHttpServer()
        .requestHandler(request -> {
          Visit visit = Visit.begin(request);
          origins.find(visit);
          request.response().end(visit.address());
        })
        .listen(0, "127.0.0.1")
        .await();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + fields + "\r\n\r\n")
          .getBytes(StandardCharsets.ISO_8859_1));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }
}
