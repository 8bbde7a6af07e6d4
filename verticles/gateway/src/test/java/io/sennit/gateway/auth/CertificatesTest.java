package io.sennit.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.rules.GatewayRules;
import io.sennit.mesh.message.Identity;
import io.sennit.testkit.Wait;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SelfSignedCertificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who comes with a certificate that TLS has found genuine. */
class CertificatesTest {
  private static final SelfSignedCertificate OURS = SelfSignedCertificate.create("localhost");
  private static final SelfSignedCertificate TILL = SelfSignedCertificate.create("till-7");

  private static final Certificates CERTIFICATES =
      new Certificates(GatewayRules.read(new JsonObject("""
              {"certificates": [{"subject": "cn=till-7", "as": "till", "roles": ["merchant"]}]}""")).trust().certificates());

  private static Vertx vertx;
  private static HttpServer server;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
    server = Wait.forResult(vertx
        .createHttpServer(new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(OURS.keyCertOptions())
            .setTrustOptions(TILL.trustOptions())
            .setClientAuth(ClientAuth.REQUEST))
        .requestHandler(CertificatesTest::tell)
        .listen(0, "127.0.0.1"));
  }

  @AfterAll
  static void close() {
    Wait.forResult(vertx.close());
    OURS.delete();
    TILL.delete();
  }

  private static void tell(HttpServerRequest request) {
    Future<Identity> known = CERTIFICATES.identify(request);
    request.response().end(known == null ? "nobody" : known.result().toString());
  }

  private static String asked(@Nullable SelfSignedCertificate with) {
    HttpClientOptions options =
        new HttpClientOptions().setSsl(true).setTrustOptions(OURS.trustOptions());
    if (with != null) {
      options.setKeyCertOptions(with.keyCertOptions());
    }
    HttpClient client = vertx.createHttpClient(options);
    return Wait.forResult(client
        .request(HttpMethod.GET, server.actualPort(), "localhost", "/")
        .compose(request -> request.send().compose(HttpClientResponse::body))
        .map(Buffer::toString)
        .eventually(client::close));
  }

  @Test
  void theRulesSayWhoItsOwnerIs() {
    assertThat(asked(TILL)).isEqualTo(new Identity("till", List.of("merchant")).toString());
  }

  @Test
  void whoHasNoneIsNobody() {
    assertThat(asked(null)).isEqualTo("nobody");
  }
}
