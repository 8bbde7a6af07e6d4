package io.sennit.gateway.door;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/** Trusts the door's own certificate and nothing else, whoever vouches for it. */
final class OwnCertificate implements X509TrustManager {
  private final Certificates certificates;

  OwnCertificate(Certificates certificates) {
    this.certificates = certificates;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String keyExchange)
      throws CertificateException {
    if (chain.length == 0 || !certificates.areOurs(chain[0])) {
      throw new CertificateException("this is not the gateway's own certificate");
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String keyExchange)
      throws CertificateException {
    throw new CertificateException("no client is trusted by this");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
