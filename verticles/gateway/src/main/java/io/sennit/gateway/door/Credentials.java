package io.sennit.gateway.door;

import io.sennit.mesh.settings.TlsSettings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * What the TLS files held when they were read.
 *
 * @param clientCa null where clients are asked for nothing
 */
record Credentials(Buffer certificate, Buffer key, @Nullable Buffer clientCa) {
  private static final List<String> KEY_TYPES = List.of("RSA", "EC", "EdDSA");
  private static final byte[] SAMPLE = {1, 2, 3};

  /** Reads the files as they are now; blocks. */
  static Credentials read(TlsSettings files) throws BadCredentials {
    Path ca = files.clientCa();
    return new Credentials(
        content("--tls-cert", files.certificate()),
        content("--tls-key", files.key()),
        ca == null ? null : content("--tls-client-ca", ca));
  }

  private static Buffer content(String option, Path file) throws BadCredentials {
    try {
      return Buffer.buffer(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new BadCredentials(option + ": " + file + " cannot be read (" + unreadable + ")");
    }
  }

  PemKeyCertOptions identity() {
    return new PemKeyCertOptions().setCertValue(certificate).setKeyValue(key);
  }

  @Nullable
  PemTrustOptions clients() {
    return clientCa == null ? null : new PemTrustOptions().addCertValue(clientCa);
  }

  /**
   * Proves that the three can be used, and together; blocks.
   *
   * @return the certificate that clients will see
   */
  X509Certificate proven(Vertx vertx) throws BadCredentials {
    requireText(certificate, "CERTIFICATE", "--tls-cert");
    requireText(key, "PRIVATE KEY", "--tls-key");
    if (key.toString().contains("ENCRYPTED")) {
      throw new BadCredentials(
          "--tls-key: the key is encrypted; decrypt it, and let nobody but the gateway read it");
    }
    X509Certificate leaf = leaf(vertx);
    if (clientCa != null) {
      requireText(clientCa, "CERTIFICATE", "--tls-client-ca");
      proveClients(vertx);
    }
    return leaf;
  }

  private X509Certificate leaf(Vertx vertx) throws BadCredentials {
    try {
      for (KeyManager manager : identity().getKeyManagerFactory(vertx).getKeyManagers()) {
        for (String type : KEY_TYPES) {
          String[] aliases =
              manager instanceof X509KeyManager known ? known.getServerAliases(type, null) : null;
          if (aliases != null && aliases.length > 0) {
            return proven((X509KeyManager) manager, aliases[0]);
          }
        }
      }
    } catch (BadCredentials known) {
      throw known;
    } catch (Exception unusable) {
      throw new BadCredentials("--tls-cert, --tls-key: they cannot be used (" + reason(unusable)
          + "); give the certificate first, then those that vouch for it in order");
    }
    throw new BadCredentials("--tls-key: only RSA and elliptic-curve keys can be used");
  }

  private static X509Certificate proven(X509KeyManager manager, String alias)
      throws BadCredentials, GeneralSecurityException {
    X509Certificate leaf = manager.getCertificateChain(alias)[0];
    PrivateKey own = manager.getPrivateKey(alias);
    String algorithm = switch (own.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> own.getAlgorithm();
    };
    Signature signing = Signature.getInstance(algorithm);
    signing.initSign(own);
    signing.update(SAMPLE);
    byte[] signature = signing.sign();
    signing.initVerify(leaf.getPublicKey());
    signing.update(SAMPLE);
    if (!signing.verify(signature)) {
      throw new BadCredentials("--tls-key: the key is not the one of the certificate");
    }
    return leaf;
  }

  private void proveClients(Vertx vertx) throws BadCredentials {
    try {
      new PemTrustOptions().addCertValue(clientCa).getTrustManagerFactory(vertx);
    } catch (Exception unusable) {
      throw new BadCredentials("--tls-client-ca: it cannot be used (" + reason(unusable) + ")");
    }
  }

  private static void requireText(Buffer content, String what, String option)
      throws BadCredentials {
    String text = content.toString();
    if (!text.contains("-----BEGIN ") || !text.contains(what + "-----")) {
      throw new BadCredentials(option + ": the file has no PEM block '" + what + "'");
    }
  }

  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null ? deepest.getClass().getSimpleName() : message;
  }
}
