package io.sennit.gateway.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sennit.testkit.Wait;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A client of the stream on a plain socket, as a browser's EventSource is one. */
final class Listener implements AutoCloseable {
  private final Socket socket;
  private final Map<String, String> headers = new TreeMap<>();
  private final List<Heard> heard = new ArrayList<>();
  private final List<String> comments = new ArrayList<>();
  private final Semaphore reading = new Semaphore(1);
  private String statusLine = "";
  private String body = "";
  private volatile @Nullable String lastId;
  private volatile boolean isEnded;
  private volatile boolean isBroken;

  /** An event as it was sent. */
  record Heard(String id, String type, JsonObject event) {
    String subject() {
      return event.getString("subject");
    }

    String reference() {
      return event.getString("source") + "/" + event.getString("id");
    }

    int number() {
      return event.getJsonObject("data").getInteger("number");
    }
  }

  private Listener(Socket socket) {
    this.socket = socket;
  }

  /** @param headers names and values in turn */
  static Listener open(int port, String path, String... headers) {
    return open(port, path, 256 * 1024, headers);
  }

  /** One whose system takes only so many bytes that it has not read. */
  static Listener open(int port, String path, int window, String... headers) {
    return request("GET", port, path, window, headers);
  }

  static Listener request(String method, int port, String path, int window, String... headers) {
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(window);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      StringBuilder request =
          new StringBuilder(method + " " + path + " HTTP/1.1\r\nhost: localhost\r\n");
      for (int i = 0; i < headers.length; i += 2) {
        request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
      }
      socket.getOutputStream().write(request.append("\r\n").toString().getBytes(UTF_8));
      Listener listener = new Listener(socket);
      listener.begin();
      return listener;
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void begin() throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream(), 4_096);
    statusLine = line(in);
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT),
          header.substring(colon + 1).strip());
    }
    if (headers.containsKey("content-length")) {
      isEnded = true;
      int length = Integer.parseInt(headers.get("content-length"));
      body = new String(in.readNBytes(length), UTF_8);
      return;
    }
    Thread thread = new Thread(() -> listen(in), "listener");
    thread.setDaemon(true);
    thread.start();
  }

  private void listen(InputStream in) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    List<String> fields = new ArrayList<>();
    try {
      for (int size = size(in); size > 0; size = size(in)) {
        for (byte next : in.readNBytes(size)) {
          if (next == '\n') {
            take(line.toString(UTF_8), fields);
            line.reset();
          } else {
            line.write(next);
          }
        }
        line(in);
        reading.acquire();
        reading.release();
      }
      isEnded = true;
    } catch (IOException | NumberFormatException broken) {
      isBroken = true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void take(String line, List<String> fields) {
    if (!line.isEmpty()) {
      if (line.startsWith(":")) {
        comments.add(line);
      } else {
        fields.add(line);
      }
      return;
    }
    String id = field(fields, "id");
    String data = field(fields, "data");
    if (id != null) {
      lastId = id;
    }
    if (data != null) {
      heard.add(new Heard(
          String.valueOf(id), String.valueOf(field(fields, "event")), new JsonObject(data)));
    }
    fields.clear();
  }

  private static @Nullable String field(List<String> fields, String name) {
    return fields.stream()
        .filter(field -> field.startsWith(name + ": "))
        .map(field -> field.substring(name.length() + 2))
        .findFirst()
        .orElse(null);
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  int status() {
    return Integer.parseInt(statusLine.split(" ", -1)[1]);
  }

  @Nullable
  String header(String name) {
    return headers.get(name);
  }

  JsonObject body() {
    return new JsonObject(body);
  }

  synchronized List<Heard> heard() {
    return List.copyOf(heard);
  }

  synchronized List<String> comments() {
    return List.copyOf(comments);
  }

  List<Integer> numbers() {
    return heard().stream().map(Heard::number).toList();
  }

  /** The last id, which a client need not have got with an event. */
  @Nullable
  String lastId() {
    return lastId;
  }

  boolean isEnded() {
    return isEnded;
  }

  boolean isBroken() {
    return isBroken;
  }

  /** When it has been told where it is, it misses nothing that comes from now on. */
  Listener ready() {
    Wait.until("the stream has begun", () -> lastId != null);
    return this;
  }

  Listener awaitHeard(int number) {
    Wait.until(number + " events are heard", () -> heard().size() >= number);
    return this;
  }

  void pause() {
    reading.acquireUninterruptibly();
  }

  void resume() {
    reading.release();
  }

  /** Breaks off as a client does whose machine is gone. */
  void kill() {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException closed) {
      throw new IllegalStateException(closed);
    }
    close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
