package io.sennit.mesh.stream;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import java.util.Arrays;
import java.util.List;

/**
 * What the two ends of a WebSocket agree to speak on it, by section 1.9 of RFC 6455: one of those
 * that its opener offers, or none.
 */
final class Subprotocols {
  static final String HEADER = "sec-websocket-protocol";
  static final String NONE = "";

  private Subprotocols() {}

  /** The best of those that are spoken here and offered there. */
  static String agreed(Call opening, List<String> spoken) {
    String offered = opening.headers().get(HEADER);
    if (offered == null || spoken.isEmpty()) {
      return NONE;
    }
    List<String> offers = Arrays.stream(offered.split(",")).map(String::strip).toList();
    return spoken.stream().filter(offers::contains).findFirst().orElse(NONE);
  }

  static String of(Reply taken) {
    String agreed = taken.headers().get(HEADER);
    return agreed == null ? NONE : agreed;
  }
}
