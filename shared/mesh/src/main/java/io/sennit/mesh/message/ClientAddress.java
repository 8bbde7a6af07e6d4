package io.sennit.mesh.message;

import org.jspecify.annotations.Nullable;

/**
 * The network address of the client behind a call, as the edge that let it in has seen it.
 *
 * <p>It travels as a header that no edge takes from clients, so that nobody can make one up.
 */
public final class ClientAddress {
  private static final String HEADER = "sennit-client-address";

  private ClientAddress() {}

  /** These headers and the address, for edges. */
  public static Pairs add(Pairs headers, String address) {
    return headers.and(HEADER, address);
  }

  /** The address, or null for a call that came in without one, such as from another service. */
  public static @Nullable String of(Call call) {
    return call.headers().get(HEADER);
  }
}
