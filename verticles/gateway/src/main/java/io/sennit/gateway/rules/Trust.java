package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Whom a gateway believes who they are, besides those whom the users' service has given a token.
 *
 * @param keyHeader the header field with which API keys come
 */
public record Trust(
    List<TrustedIssuer> issuers,
    List<TrustedKey> keys,
    String keyHeader,
    List<TrustedCertificate> certificates) {
  public static final Trust DEFAULT = new Trust(List.of(), List.of(), "X-Api-Key", List.of());
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");

  public Trust {
    issuers = List.copyOf(issuers);
    keys = List.copyOf(keys);
    certificates = List.copyOf(certificates);
  }

  /** Reads what stands beside the other parts of the gateway's file. */
  static Trust read(Fields fields) {
    List<TrustedIssuer> issuers = each(fields, "openid", TrustedIssuer::read);
    distinct(fields, "openid", "issuer", issuers, TrustedIssuer::issuer);
    distinct(fields, "openid", "subjectPrefix", issuers, TrustedIssuer::subjectPrefix);
    List<TrustedKey> keys = each(fields, "keys", TrustedKey::read);
    distinct(fields, "keys", "name", keys, TrustedKey::name);
    distinct(fields, "keys", "sha256", keys, TrustedKey::sha256);
    List<TrustedCertificate> certificates = each(fields, "certificates", TrustedCertificate::read);
    distinct(
        fields, "certificates", "subject", certificates, one -> one.subject().getName());
    String keyHeader = fields.read(
        "keyHeader",
        DEFAULT.keyHeader,
        text -> HEADER.matcher(text).matches() ? text : null,
        "the name of a header field");
    return new Trust(issuers, keys, keyHeader, certificates);
  }

  private static <T> List<T> each(Fields fields, String name, Function<Fields, T> reading) {
    List<T> read = new ArrayList<>();
    fields.parts(name).forEach(part -> read.add(reading.apply(part)));
    return read;
  }

  private static <T> void distinct(
      Fields fields, String list, String what, List<T> all, Function<T, String> value) {
    Set<String> seen = new HashSet<>();
    all.stream()
        .map(value)
        .filter(one -> !one.isEmpty() && !seen.add(one))
        .forEach(twice ->
            fields.fault("has in " + list + " the " + what + " '" + twice + "' more than once"));
  }
}
