package io.sennit.mesh.stream;

import io.sennit.mesh.message.Call;

/** Runs an operation that is a WebSocket. */
record HostedSocket(SocketHandler handler, String subprotocol) implements Hosted {
  @Override
  public void begin(Line line, Call opening) {
    Socket socket = new Socket(line);
    socket.speak(subprotocol);
    handler.handle(Hosted.started(line, opening), socket);
    socket.resume();
  }
}
