package io.sennit.gateway.door;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.sennit.mesh.settings.TlsSettings;
import io.vertx.core.http.ClientAuth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A certificate and its key, made for one test. */
final class Pem {
  private final X509Bundle bundle;
  private Path certificate;
  private Path key;

  private Pem(X509Bundle bundle) {
    this.bundle = bundle;
  }

  /** One that vouches for itself. */
  static Pem of(String name) throws Exception {
    return new Pem(new CertificateBuilder()
        .subject("CN=" + name)
        .addSanDnsName(name)
        .setIsCertificateAuthority(true)
        .rsa2048()
        .buildSelfSigned());
  }

  /** One that this one vouches for. */
  Pem issue(String subject) throws Exception {
    return new Pem(new CertificateBuilder().subject(subject).ecp256().buildIssuedBy(bundle));
  }

  /** Writes both files, each in one step as whoever renews certificates should. */
  Pem in(Path folder, String name) throws IOException {
    certificate = replace(folder.resolve(name + ".crt"), bundle.getCertificatePathPEM());
    key = replace(folder.resolve(name + ".key"), bundle.getPrivateKeyPEM());
    return this;
  }

  static Path replace(Path file, String content) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, content);
    return Files.move(
        next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  TlsSettings settings(Path clientCa, ClientAuth clientAuth) {
    return new TlsSettings(certificate, key, clientCa, clientAuth);
  }

  X509Bundle bundle() {
    return bundle;
  }

  Path certificate() {
    return certificate;
  }

  Path key() {
    return key;
  }
}
