package io.sennit.mesh.store;

import io.sennit.mesh.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A service's names in the database: its schema is called as the service is, its role carries a
 * prefix of ours.
 */
record ServiceSchema(String name) {
  private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9_]{0,40}");
  private static final Set<String> TAKEN = Set.of("public", "information_schema");

  ServiceSchema {
    // It becomes part of SQL, where names cannot be parameters.
    if (!ALLOWED.matcher(name).matches() || name.startsWith("pg_") || TAKEN.contains(name)) {
      throw Problem.invalid(
          "service",
          "'" + name
              + "' cannot name a schema: use a lower-case letter, then up to 40 lower-case letters, digits or _");
    }
  }

  String role() {
    return "sennit_" + name;
  }

  /**
   * The role's password follows from the one in the database's address: no node has to store or
   * exchange it, and a service cannot find out that of another.
   */
  String password(DatabaseUri uri) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(uri.password().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] derived = mac.doFinal(("sennit role " + name).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(derived);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }
}
