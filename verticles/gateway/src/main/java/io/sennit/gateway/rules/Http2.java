package io.sennit.gateway.rules;

import io.sennit.mesh.policy.Fields;

/**
 * What a client may do on a connection of HTTP/2.
 *
 * @param streams requests at a time
 * @param window bytes of one request's body that may be on their way
 * @param connectionWindow the same for all requests of a connection together
 * @param resets requests taken back within 30 s
 * @param controls frames within 10 s that carry no request and no body
 */
public record Http2(int streams, int window, int connectionWindow, int resets, int controls) {
  static final Http2 DEFAULT = new Http2(100, 256 * 1024, 1 << 20, 200, 1_000);

  private static final int LEAST_WINDOW = 65_535;
  private static final int MOST_WINDOW = 1 << 30;

  static Http2 read(Fields fields) {
    return new Http2(
        fields.whole("streams", DEFAULT.streams, 1, 10_000),
        fields.whole("window", DEFAULT.window, 1_024, MOST_WINDOW),
        fields.whole("connectionWindow", DEFAULT.connectionWindow, LEAST_WINDOW, MOST_WINDOW),
        fields.whole("resets", DEFAULT.resets, 1, 1_000_000),
        fields.whole("controls", DEFAULT.controls, 10, 1_000_000));
  }
}
