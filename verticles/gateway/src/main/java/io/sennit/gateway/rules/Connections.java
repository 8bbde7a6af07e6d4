package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;

/**
 * How many connections are held.
 *
 * @param most in all
 * @param perAddress from one address; IPv6 counts by /64, which is what one customer gets
 * @param requests after which a connection is closed in good order; 0 for any number
 */
public record Connections(int most, int perAddress, int requests) {
  static final Connections DEFAULT = new Connections(20_000, 1_000, 0);

  private static final int MOST = 1_000_000;

  static Connections read(Fields fields) {
    return new Connections(
        fields.whole("most", DEFAULT.most, 1, MOST),
        fields.whole("perAddress", DEFAULT.perAddress, 1, MOST),
        fields.whole("requests", DEFAULT.requests, 0, Integer.MAX_VALUE));
  }
}
