package io.sennit.gateway.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.head.Guard;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients send about themselves and their connection ends at the gateway. */
class HeadsStayInTheirPlaceTest {
  private static Stand stand;

  @BeforeAll
  static void start() {
    stand = new Stand();
    stand.behind(Guard.ALL);
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  @Test
  void aServiceSeesAShortListOfFieldsAndNothingElse() throws Exception {
    JsonObject seen = ask("""
        Connection: X-Secret, Idempotency-Key2, close
        X-Secret: 1
        Keep-Alive: timeout=5
        Proxy-Connection: keep-alive
        Proxy-Authorization: Basic YTpi
        TE: trailers
        Trailer: X
        X-Forwarded-For: 1.2.3.4
        X-Forwarded-Host: other.test
        X-Forwarded-Proto: https
        X-Forwarded-Prefix: /admin
        Forwarded: for=1.2.3.4;host=other.test
        X-Real-IP: 1.2.3.4
        X-User: root
        X-Roles: admin
        Remote-User: root
        X-Original-URL: /mine
        X-HTTP-Method-Override: DELETE
        Sennit-Client-Address: 1.2.3.4
        Sennit-Identity: root
        Cookie: session=1
        Idempotency-Key: k-1
        If-Match: "a"
        If-Match: "b"
        Prefer: wait=1
        """);

    assertThat(seen.getJsonObject("headers"))
        .isEqualTo(new JsonObject()
            .put("idempotency-key", "k-1")
            .put("if-match", "\"a\", \"b\"")
            .put("prefer", "wait=1"));
    assertThat(seen.getString("subject")).isEmpty();
  }

  /** W3C Trace Context has a new trace begin where one was sent that is none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-../../../../etc/passwd.......... -b7ad6b7169203331-01",
        "%0d%0a",
        ""
      })
  void aTraceThatIsNoneIsNotGoneOnWith(String traceparent) throws Exception {
    assertThat(ask("Connection: close\ntraceparent: " + traceparent + "\n").getString("trace"))
        .matches("[0-9a-f]{32}")
        .isNotEqualTo("0af7651916cd43dd8448eb211c80319c");
  }

  /** What there may be and need not be understood is passed over, not refused. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Prefer: wait=99999999999999999999\n",
        "Prefer: ;;;=\n",
        "Accept-Language: *;q=x\n",
        "Upgrade: h2c\nConnection: Upgrade, HTTP2-Settings, close\nHTTP2-Settings: AAMAAABkAAQAAP__\n",
        "Upgrade: websocket\n",
        "Cookie: =;;==\n",
        "X: caf\u00e9\n"
      })
  void whatNobodyHasToUnderstandIsPassedOver(String fields) throws Exception {
    assertThat(ask("Connection: close\n" + fields).getJsonObject("input").getString("id"))
        .isEqualTo("7");
  }

  private static JsonObject ask(String fields) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stand.port())) {
      socket.setSoTimeout(20_000);
      String head = Gathering.GET + Gathering.HOST + fields.replace("\n", "\r\n") + "\r\n";
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 200 ");
      return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n")));
    }
  }
}
