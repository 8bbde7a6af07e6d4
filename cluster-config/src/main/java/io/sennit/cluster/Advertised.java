package io.sennit.cluster;

import io.sennit.mesh.settings.Address;
import io.sennit.mesh.settings.ClusterSettings;

/**
 * Where others reach a node, when that is not where it listens: behind address translation, in a
 * container, behind a proxy.
 *
 * @param member where other members connect, as it stands in their lists
 * @param bus where event-bus connections go
 */
public record Advertised(Address member, Address bus) {
  static Advertised asItListens(ClusterSettings settings) {
    return new Advertised(settings.member(), settings.bus());
  }
}
