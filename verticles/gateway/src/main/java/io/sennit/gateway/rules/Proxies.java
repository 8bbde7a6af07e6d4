package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * Proxies in front of the gateway, whose word on where a request came from is taken.
 *
 * @param trusted their networks
 * @param header the one field that they write; clients may send the other
 */
public record Proxies(List<AddressRange> trusted, Header header) {
  /** How proxies say for whom they ask. */
  public enum Header {
    X_FORWARDED_FOR,
    FORWARDED
  }

  public static final Proxies NONE = new Proxies(List.of(), Header.X_FORWARDED_FOR);

  public Proxies {
    trusted = List.copyOf(trusted);
  }

  static Proxies read(Fields fields) {
    List<AddressRange> networks = new ArrayList<>();
    for (String text : fields.texts("trusted", List.of())) {
      AddressRange network = AddressRange.parse(text);
      if (network == null) {
        fields.fault("trusts '" + text + "': write networks such as 10.0.0.0/8 or fd00::/8");
      } else {
        networks.add(network);
      }
    }
    return new Proxies(networks, fields.choice("header", NONE.header, Header.class));
  }
}
