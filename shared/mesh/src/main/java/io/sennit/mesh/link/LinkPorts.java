package io.sennit.mesh.link;

import io.vertx.core.net.SocketAddress;
import java.util.function.UnaryOperator;

/**
 * Where the event loops of a node take connections of other nodes' event loops.
 *
 * @param host the address to listen at
 * @param first the port of the first event loop, after which come those of the others; 0 means any
 *     free ones
 * @param seen where others reach what listens at an address
 */
public record LinkPorts(String host, int first, UnaryOperator<SocketAddress> seen) {

  public static LinkPorts at(String host, int first) {
    return new LinkPorts(host, first, UnaryOperator.identity());
  }

  int port(int lane) {
    return first == 0 ? 0 : first + lane;
  }
}
