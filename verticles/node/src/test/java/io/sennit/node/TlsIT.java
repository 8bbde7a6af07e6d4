package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A node whose gateway speaks TLS, as its user and its clients see it. */
class TlsIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir
  static Path folder;

  @RegisterExtension
  static final Launcher sennit = new Launcher(() -> folder);

  @Test
  void speaksTlsFollowsItsFilesAndSendsPlainHttpThere() throws Exception {
    // given a gateway with a certificate
    X509Bundle first = certificate();
    Path crt = write("gateway.crt", first.getCertificatePathPEM());
    Path key = write("gateway.key", first.getPrivateKeyPEM());
    SennitProcess node = sennit
        .node(
            "front",
            "gateway",
            "clock",
            "--tls-cert",
            crt.toString(),
            "--tls-key",
            key.toString(),
            "--http-redirect-port",
            "0")
        .awaitReady();

    // then it says so, and answers over HTTP/2 who trusts the certificate
    URI time = URI.create(node.ready().getString("http") + "/time");
    assertThat(time).hasScheme("https");
    HttpResponse<String> answer = get(trusting(first), time);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.headers().firstValue("strict-transport-security")).isPresent();
    assertThat(answer.headers().firstValue("server")).isEmpty();

    // and plain HTTP is sent there
    URI plain = URI.create(node.ready().getString("redirect") + "/time");
    assertThat(Http.get(plain).statusCode()).isEqualTo(308);
    assertThat(Http.header(Http.get(plain), "location")).isEqualTo(time.toString());

    // and a new certificate is shown soon after it was put there
    X509Bundle next = certificate();
    write("gateway.crt", next.getCertificatePathPEM());
    write("gateway.key", next.getPrivateKeyPEM());
    Eventually.within(
        SOON, () -> assertThat(get(trusting(next), time).statusCode()).isEqualTo(200));
  }

  @Test
  void refusesAKeyOfAnotherCertificateInOneLine() throws Exception {
    Path crt = write("one.crt", certificate().getCertificatePathPEM());
    Path key = write("other.key", certificate().getPrivateKeyPEM());

    Outcome outcome = sennit
        .node(
            "refused",
            "gateway",
            "clock",
            "--tls-cert",
            crt.toString(),
            "--tls-key",
            key.toString())
        .ended();

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.complaints())
        .containsExactly("sennit: --tls-key: the key is not the one of the certificate");
  }

  private static X509Bundle certificate() throws Exception {
    return new CertificateBuilder()
        .subject("CN=gateway")
        .addSanIpAddress("127.0.0.1")
        .setIsCertificateAuthority(true)
        .ecp256()
        .buildSelfSigned();
  }

  private static Path write(String name, String content) throws Exception {
    Path next = Files.writeString(folder.resolve(name + ".next"), content);
    return Files.move(
        next,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static HttpClient trusting(X509Bundle certificate) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, certificate.toTrustManagerFactory().getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static HttpResponse<String> get(HttpClient client, URI uri) throws Exception {
    return client.send(HttpRequest.newBuilder(uri).timeout(SOON).build(), BodyHandlers.ofString());
  }
}
