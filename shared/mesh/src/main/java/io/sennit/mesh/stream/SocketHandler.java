package io.sennit.mesh.stream;

import io.sennit.mesh.message.Call;

/**
 * An operation that is a WebSocket: it sets its handlers on the socket, and sends when it likes.
 */
@FunctionalInterface
public interface SocketHandler {
  void handle(Call call, Socket socket);
}
