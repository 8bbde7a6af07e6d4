package io.sennit.gateway;

import java.time.Duration;

/**
 * How the gateway takes requests.
 *
 * @param longestBody bytes; a larger body is refused before it is read
 * @param bodyTime how long a client may take to send a body
 * @param grace how long requests may go on when the gateway stops
 */
public record GatewayOptions(
    String host, int port, int longestBody, Duration bodyTime, Duration grace) {
  private static final int ONE_MEBIBYTE = 1 << 20;

  public static GatewayOptions at(String host, int port) {
    return new GatewayOptions(
        host, port, ONE_MEBIBYTE, Duration.ofSeconds(15), Duration.ofSeconds(30));
  }

  public GatewayOptions grace(Duration time) {
    return new GatewayOptions(host, port, longestBody, bodyTime, time);
  }

  /**
   * Vert.x takes 0 as any free port for each server, and -1 as any free port that servers share.
   */
  int sharedPort() {
    return port == 0 ? -1 : port;
  }
}
