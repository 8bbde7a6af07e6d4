package io.sennit.testkit;

import io.sennit.mesh.link.Links;
import java.net.Socket;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out which node a connection comes from. */
interface Sender {

  /** The name of the node, or null while it cannot be told from what it has said so far. */
  @Nullable
  String of(Socket connection, byte[] said);

  /** By the address that it connects from: each node has one of its own. */
  static Sender byHost(Map<String, String> names) {
    return (connection, said) -> names.get(connection.getInetAddress().getHostAddress());
  }

  /**
   * By the node id in its first message: Vert.x binds the event bus's own connections to no
   * address.
   */
  static Sender byFirstMessage(Map<String, String> names) {
    return (connection, said) -> {
      String id = senderId(ByteBuffer.wrap(said));
      return id == null ? null : names.get(id);
    };
  }

  /** By the node id in what an event loop says first when it connects to another one. */
  static Sender byGreeting(Map<String, String> names) {
    return (connection, said) -> {
      String lane = greeter(ByteBuffer.wrap(said));
      return lane == null ? null : names.get(Links.nodeOf(lane));
    };
  }

  private static @Nullable String greeter(ByteBuffer greeting) {
    try {
      greeting.getInt(); // its length
      greeting.getShort(); // what it is, and of which version
      greeting.getLong(); // what it calls the connection
      greeting.getLong(); // the one before
      byte[] lane = new byte[greeting.getShort()];
      greeting.get(lane);
      return new String(lane, StandardCharsets.UTF_8);
    } catch (BufferUnderflowException incomplete) {
      return null;
    }
  }

  private static @Nullable String senderId(ByteBuffer message) {
    try {
      message.getInt(); // its length
      message.get(); // the version of the form
      if (message.get() == -1) {
        string(message); // a codec that is not one of Vert.x's own
      }
      message.get(); // sent or published
      string(message); // the address
      string(message); // the address for the reply
      return string(message);
    } catch (BufferUnderflowException incomplete) {
      return null;
    }
  }

  private static String string(ByteBuffer message) {
    int length = message.getInt();
    if (length > message.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    message.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
