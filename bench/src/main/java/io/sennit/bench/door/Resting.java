package io.sennit.bench.door;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Clients that keep their connections and ask for something once in a while. */
final class Resting implements AutoCloseable {
  /** A source address has some 28,000 ports, and others are in use. */
  private static final int PER_ADDRESS = 4_000;

  private static final int WORKERS = 4;
  private static final int PATIENCE_MILLIS = 30_000;

  private final URI gateway;
  private final @Nullable SSLSocketFactory tls;
  private final byte[] request;
  private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);

  Resting(URI gateway) throws Exception {
    this.gateway = gateway;
    this.tls = "https".equals(gateway.getScheme()) ? trusting() : null;
    this.request = ("GET " + Front.PATH + " HTTP/1.1\r\nhost: " + gateway.getAuthority()
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Opens so many more, each of which asks at once; returns how many were answered. */
  int come(int count) throws Exception {
    int before = sockets.size();
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = before; i < before + count; i++) {
      int number = i;
      tasks.add(() -> isAnswered(open(number)));
    }
    return answered(tasks);
  }

  /** Everybody asks again; returns how many were answered. */
  int ask() throws Exception {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (Socket socket : sockets) {
      tasks.add(() -> isAnswered(socket));
    }
    return answered(tasks);
  }

  private int answered(List<Callable<Boolean>> tasks) throws Exception {
    int answered = 0;
    for (Future<Boolean> one : workers.invokeAll(tasks)) {
      answered += one.get() ? 1 : 0;
    }
    return answered;
  }

  private Socket open(int number) throws IOException {
    Socket socket = new Socket();
    byte[] source = {127, 0, 0, (byte) (2 + number / PER_ADDRESS)};
    socket.bind(new InetSocketAddress(InetAddress.getByAddress(source), 0));
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.getPort()),
        PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    Socket spoken =
        tls == null ? socket : tls.createSocket(socket, gateway.getHost(), gateway.getPort(), true);
    sockets.add(spoken);
    return spoken;
  }

  private boolean isAnswered(Socket socket) {
    try {
      socket.getOutputStream().write(request);
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int octet = in.read();
        if (octet < 0) {
          return false;
        }
        head.append((char) octet);
      }
      int at = head.indexOf("content-length: ") + "content-length: ".length();
      in.readNBytes(Integer.parseInt(head.substring(at, head.indexOf("\r", at))));
      return head.indexOf("HTTP/1.1 200 ") == 0;
    } catch (IOException refused) {
      return false;
    }
  }

  private static SSLSocketFactory trusting() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody()}, null);
    return context.getSocketFactory();
  }

  /** The certificate was made a moment ago, by us. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  void leave() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  @Override
  public void close() throws IOException {
    leave();
    workers.shutdownNow();
  }
}
