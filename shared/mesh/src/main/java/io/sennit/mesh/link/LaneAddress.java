package io.sennit.mesh.link;

import io.vertx.core.net.SocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which lane of which node, and where it takes connections: {@code node/number@host:port}, without
 * the end where the node is alone.
 *
 * @param place null for a lane that takes no connections
 */
record LaneAddress(String node, int number, @Nullable SocketAddress place) {
  private static final Pattern FORM =
      Pattern.compile("([^/@]+)/([0-9]{1,5})(?:@\\[?([^@\\[\\]]+?)\\]?:([0-9]{1,5}))?");

  private static final int MOST_PORT = 65_535;

  static LaneAddress parse(String text) throws CorruptFrame {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new CorruptFrame("'" + text + "' is no lane");
    }
    String host = parts.group(3);
    int port = host == null ? 0 : Integer.parseInt(parts.group(4));
    if (port > MOST_PORT) {
      throw new CorruptFrame("'" + text + "' has no port");
    }
    return new LaneAddress(
        parts.group(1),
        Integer.parseInt(parts.group(2)),
        host == null ? null : SocketAddress.inetSocketAddress(port, host));
  }

  /** The node of a lane that is written so, or what it is if it is none. */
  static String nodeOf(String lane) {
    int end = lane.indexOf('/');
    return end < 0 ? lane : lane.substring(0, end);
  }

  /** The number of a lane that is written so, or 0 if it is none. */
  static int numberOf(String lane) {
    try {
      return parse(lane).number();
    } catch (CorruptFrame none) {
      return 0;
    }
  }

  @Override
  public String toString() {
    String lane = node + "/" + number;
    if (place == null) {
      return lane;
    }
    String host = place.host();
    return lane + "@" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + place.port();
  }
}
