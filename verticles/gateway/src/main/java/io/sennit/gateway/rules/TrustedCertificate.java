package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A client certificate by which a machine shows who it is. Whether it is genuine is found out where
 * TLS is: here it only gets a name.
 *
 * @param subject as the certificate has it
 * @param as who its owner is here
 */
public record TrustedCertificate(X500Principal subject, String as, List<String> roles) {
  private static final X500Principal NOBODY = new X500Principal("");

  public TrustedCertificate {
    roles = List.copyOf(roles);
  }

  static TrustedCertificate read(Fields fields) {
    X500Principal subject =
        fields.read("subject", NOBODY, TrustedCertificate::name, "a name such as CN=till-7,O=Shop");
    if (subject.equals(NOBODY)) {
      fields.fault("subject is missing: a name such as CN=till-7,O=Shop");
    }
    String as = fields.text("as", "who its owner is here");
    return new TrustedCertificate(subject, as, TrustedIssuer.roles(fields, "roles"));
  }

  private static @Nullable X500Principal name(String text) {
    try {
      return new X500Principal(text);
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
