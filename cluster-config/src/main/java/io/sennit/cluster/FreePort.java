package io.sennit.cluster;

import io.sennit.mesh.settings.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds out whether a port can be had, before Hazelcast or Vert.x say so in many lines. */
final class FreePort {
  private FreePort() {}

  static void check(Address wanted, String option) throws CannotJoin {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getByName(wanted.host()), wanted.port()));
    } catch (IOException taken) {
      throw new CannotJoin(option + ": " + wanted + " cannot be used (" + taken.getMessage()
          + "); name another port, or 0 for any free one");
    }
  }
}
