package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An API key by which a machine shows who it is.
 *
 * @param name for people
 * @param sha256 its hash in hexadecimal; the key itself is nowhere but with its owner
 * @param addresses from where it is good; from everywhere if there is none
 */
public record TrustedKey(
    String name,
    String sha256,
    String subject,
    List<String> roles,
    Instant expires,
    List<AddressRange> addresses) {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private static final int LONGEST_SUBJECT = 255;

  public TrustedKey {
    roles = List.copyOf(roles);
    addresses = List.copyOf(addresses);
  }

  static TrustedKey read(Fields fields) {
    String name = fields.text("name", "what people call it");
    String hash = fields.text("sha256", "its hash, as ./sennit gateway-key prints it");
    if (!hash.isEmpty() && !HASH.matcher(hash).matches()) {
      fields.fault("sha256 is no hash: 64 digits, as ./sennit gateway-key prints them");
    }
    return new TrustedKey(
        name,
        hash,
        fields.read(
            "subject", "key:" + name, TrustedKey::subject, "a text of 255 characters at most"),
        TrustedIssuer.roles(fields, "roles"),
        fields.read("expires", Instant.MAX, TrustedKey::time, "a time as 2027-01-31T00:00:00Z"),
        addresses(fields));
  }

  private static @Nullable String subject(String text) {
    return text.isBlank() || text.length() > LONGEST_SUBJECT ? null : text;
  }

  private static @Nullable Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException malformed) {
      return null;
    }
  }

  private static List<AddressRange> addresses(Fields fields) {
    List<AddressRange> ranges = new ArrayList<>();
    for (String text : fields.texts("addresses", List.of())) {
      AddressRange range = AddressRange.parse(text);
      if (range == null) {
        fields.fault("addresses has '" + text + "': write 10.0.0.0/8, or one address");
      } else {
        ranges.add(range);
      }
    }
    return ranges;
  }
}
