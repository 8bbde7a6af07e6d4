package io.sennit.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sennit.gateway.rules.Door;
import io.sennit.mesh.settings.TlsSettings;
import io.sennit.testkit.Wait;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the door speaks to whom over TLS, and how its certificate changes under way. */
class TlsTest {
  @TempDir
  private Path folder;

  private Pem own;
  private House house;

  @BeforeEach
  void certificate() throws Exception {
    own = Pem.of("localhost").in(folder, "gateway");
  }

  @AfterEach
  void close() {
    if (house != null) {
      house.close();
    }
  }

  @Test
  void http2IsAgreedOnByAlpnAndHttp1WithoutIt() throws Exception {
    open(null, ClientAuth.NONE);
    assertThat(socket(null, "h2", "http/1.1").getApplicationProtocol()).isEqualTo("h2");
    assertThat(socket(null, "http/1.1").getApplicationProtocol()).isEqualTo("http/1.1");
    try (Client client = new Client(socket(null))) {
      assertThat(client.ask("/")).contains("strict-transport-security: max-age=31536000");
    }
  }

  @Test
  void strictTransportCanBeLeftOut() throws Exception {
    open(House.rules("{\"strictTransport\":\"0s\"}"), null, ClientAuth.NONE);
    try (Client client = new Client(socket(null))) {
      assertThat(client.ask("/")).doesNotContain("strict-transport-security");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"
      })
  void whatGivesNoForwardSecrecyOrNoAuthenticatedCipherIsNotSpoken(String suite) throws Exception {
    open(null, ClientAuth.NONE);
    assertThatThrownBy(() -> handshake(null, "TLSv1.2", suite)).isInstanceOf(SSLException.class);
    assertThat(handshake(null, "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"))
        .isNotNull();
  }

  @Test
  void theOrderOfTheDoorDecides() throws Exception {
    open(null, ClientAuth.NONE);
    SSLSocket socket = handshake(
        null,
        "TLSv1.2",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    assertThat(socket.getSession().getCipherSuite())
        .isEqualTo("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
  }

  @Test
  void aHandshakeThatDoesNotBeginIsNotWaitedFor() throws Exception {
    open(null, ClientAuth.NONE);
    try (Client client = house.guest()) {
      house.after(Duration.ofSeconds(11));
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void whoPromisesHttp2AndSpeaksSomethingElseIsClosed() throws Exception {
    open(null, ClientAuth.NONE);
    try (Client client = new Client(socket(null, "h2"))) {
      client.say("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
      client.rest();
      Wait.until("it was noticed", () -> house.ended(Lapse.FRAMES) == 1);
    }
  }

  @Test
  void aClientsCertificateNamesItWhereItIsAskedFor() throws Exception {
    Pem ca = Pem.of("clients").in(folder, "clients");
    open(ca.certificate(), ClientAuth.REQUEST);
    try (Client known = new Client(socket(ca.issue("CN=till-7,O=Shop")));
        Client unknown = new Client(socket(null))) {
      assertThat(subject(known)).isEqualTo("CN=till-7,O=Shop");
      assertThat(subject(unknown)).isEqualTo("nobody");
    }
  }

  @Test
  void aCertificateOfSomebodyElsesIsRefused() throws Exception {
    Pem ca = Pem.of("clients").in(folder, "clients");
    // Of the same name, or the client would not even offer it.
    Pem other = Pem.of("clients");
    open(ca.certificate(), ClientAuth.REQUEST);
    assertThatThrownBy(() -> {
          // With TLS 1.3 a client learns of it when it reads.
          try (Client client = new Client(socket(other.issue("CN=till-7")))) {
            subject(client);
          }
        })
        .isInstanceOf(SSLException.class);
  }

  @Test
  void whereACertificateIsRequiredNobodyComesInWithoutButTheProbe() throws Exception {
    Pem ca = Pem.of("clients").in(folder, "clients");
    open(ca.certificate(), ClientAuth.REQUIRED);
    assertThatThrownBy(() -> {
          try (Client client = new Client(socket(null))) {
            client.ask("/");
          }
        })
        .isInstanceOf(IOException.class);
    try (Client client = new Client(socket(ca.issue("CN=till-7")))) {
      client.ask("/");
    }
    Wait.forResult(house.doorway.probe("127.0.0.1", house.port()).knock(Duration.ofSeconds(20)));
  }

  @Test
  void theProbeTrustsTheDoorsOwnCertificateAndNoOther() throws Exception {
    open(null, ClientAuth.NONE);
    Wait.forResult(house.doorway.probe("127.0.0.1", house.port()).knock(Duration.ofSeconds(20)));

    Pem other = Pem.of("localhost").in(folder, "other");
    Certificates others = Wait.forResult(
        Certificates.open(house.vertx(), other.settings(null, ClientAuth.NONE), Clock.systemUTC()));
    Probe probe = new Probe(house.vertx(), "127.0.0.1", house.port(), others);
    assertThatThrownBy(() -> Wait.forResult(probe.knock(Duration.ofSeconds(20))))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void aNewCertificateIsShownToNewConnectionsAndOldOnesGoOn() throws Exception {
    open(null, ClientAuth.NONE);
    try (Client before = new Client(socket(null))) {
      before.ask("/");
      Pem next = Pem.of("renewed").in(folder, "gateway");
      look();
      assertThat(shown()).isEqualTo(next.bundle().getCertificate());
      before.ask("/");
    }
  }

  @Test
  void filesThatDoNotGoTogetherChangeNothingUntilTheyDo() throws Exception {
    open(null, ClientAuth.NONE);
    Pem next = Pem.of("renewed");
    Pem.replace(own.certificate(), next.bundle().getCertificatePathPEM());
    look();
    assertThat(shown()).isEqualTo(own.bundle().getCertificate());

    Pem.replace(own.key(), "no key at all");
    look();
    assertThat(shown()).isEqualTo(own.bundle().getCertificate());

    Files.delete(own.key());
    look();
    assertThat(shown()).isEqualTo(own.bundle().getCertificate());

    Pem.replace(own.key(), next.bundle().getPrivateKeyPEM());
    look();
    assertThat(shown()).isEqualTo(next.bundle().getCertificate());
  }

  @Test
  void filesAreLookedAtByThemselves() throws Exception {
    open(null, ClientAuth.NONE);
    Pem next = Pem.of("renewed").in(folder, "gateway");
    Wait.until(
        "the new certificate is shown", () -> shown().equals(next.bundle().getCertificate()));
  }

  @Test
  void whatIsWrongWithTheFilesIsSaidInOneLine() throws Exception {
    Pem other = Pem.of("other").in(folder, "other");
    assertThat(fault(new TlsSettings(own.certificate(), other.key(), null, ClientAuth.NONE)))
        .isEqualTo("--tls-key: the key is not the one of the certificate");
    assertThat(fault(new TlsSettings(own.key(), own.key(), null, ClientAuth.NONE)))
        .isEqualTo("--tls-cert: the file has no PEM block 'CERTIFICATE'");
    Path missing = folder.resolve("missing");
    assertThat(fault(new TlsSettings(own.certificate(), missing, null, ClientAuth.NONE)))
        .startsWith("--tls-key: " + missing + " cannot be read");
    Path encrypted = Files.writeString(
        folder.resolve("encrypted"),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n");
    assertThat(fault(new TlsSettings(own.certificate(), encrypted, null, ClientAuth.NONE)))
        .startsWith("--tls-key: the key is encrypted");
    Path broken = Files.writeString(
        folder.resolve("broken"), "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    assertThat(fault(new TlsSettings(broken, own.key(), null, ClientAuth.NONE)))
        .startsWith("--tls-cert, --tls-key: they cannot be used (");
    assertThat(fault(new TlsSettings(own.certificate(), own.key(), broken, ClientAuth.REQUEST)))
        .startsWith("--tls-client-ca: it cannot be used (");
  }

  @Test
  void plainHttpIsSentToTlsWhateverItAsksFor() throws Exception {
    open(null, ClientAuth.NONE);
    HttpServer redirect = Wait.forResult(house.doorway.redirect(8443).listen(0, "127.0.0.1"));
    String head = " HTTP/1.1\r\nhost: shop.example:8080\r\n\r\n";
    assertThat(plain(redirect, "POST /order?a=b" + head))
        .startsWith("HTTP/1.1 308 ")
        .contains("location: https://shop.example:8443/order?a=b\r\n")
        .contains("connection: close")
        .doesNotContain("strict-transport-security");
    assertThat(plain(redirect, "GET / HTTP/1.0\r\n\r\n")).contains(" 400 ");
    assertThat(plain(redirect, "GET / HTTP/1.1\r\nhost: a@b/c\r\n\r\n")).contains(" 400 ");
    assertThat(plain(redirect, "GET http://x/ HTTP/1.1\r\nhost: x\r\n\r\n")).contains(" 400 ");
    Wait.forResult(redirect.close());
  }

  private static String plain(HttpServer redirect, String request) throws Exception {
    try (Client client = new Client(redirect.actualPort())) {
      return client.say(request).restAsText();
    }
  }

  private void open(Path clientCa, ClientAuth clientAuth) {
    open(House.rules("{}"), clientCa, clientAuth);
  }

  private void open(Door rules, Path clientCa, ClientAuth clientAuth) {
    house = House.secure(rules, own.settings(clientCa, clientAuth));
  }

  private void look() {
    Wait.forResult(house.certificates.look());
  }

  private static String subject(Client client) throws Exception {
    client.say("GET /subject HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    byte[] rest = client.rest();
    String text = new String(rest, StandardCharsets.ISO_8859_1);
    return text.substring(text.indexOf("\r\n\r\n") + 4);
  }

  private String fault(TlsSettings files) {
    Vertx vertx = Vertx.vertx();
    try {
      return Certificates.open(vertx, files, Clock.systemUTC()).await() == null
          ? ""
          : "they can be used";
    } catch (Exception bad) {
      assertThat(bad).isInstanceOf(BadCredentials.class);
      return bad.getMessage();
    } finally {
      Wait.forResult(vertx.close());
    }
  }

  private Certificate shown() {
    try (SSLSocket socket = socket(null)) {
      return socket.getSession().getPeerCertificates()[0];
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private SSLSocket socket(Pem client, String... protocols) throws Exception {
    SSLSocket socket = connect(client);
    if (protocols.length > 0) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(protocols);
      socket.setSSLParameters(parameters);
    }
    socket.startHandshake();
    return socket;
  }

  private SSLSocket handshake(Pem client, String protocol, String... suites) throws Exception {
    SSLSocket socket = connect(client);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {protocol});
    parameters.setCipherSuites(suites);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private SSLSocket connect(Pem client) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManager[] keys =
        client == null ? null : client.bundle().toKeyManagerFactory().getKeyManagers();
    context.init(keys, new TrustManager[] {new AnyCertificate()}, null);
    return (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", house.port());
  }

  /** What a server shows is looked at by the tests themselves. */
  private static final class AnyCertificate extends javax.net.ssl.X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket s) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket s) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
