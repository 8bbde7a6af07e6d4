package io.sennit.gateway.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends requests, many at a time, each on a connection of its own, and judges what comes back. */
final class Volley {
  private static final int AT_ONCE = 96;
  private static final int BATCH = 48;
  private static final int PATIENCE_MILLIS = 20_000;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})[^\r]*\r\n");
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");
  private static final byte[] WARDEN = ("GET /book/" + Shelf.WARDEN
          + " HTTP/1.1\r\nHost: shelf.test\r\nConnection: close\r\n\r\n")
      .getBytes(ISO_8859_1);

  private final int port;

  Volley(int port) {
    this.port = port;
  }

  /** Whether a good request is answered as it should be. */
  boolean isAnswered() {
    return fault(new Hostile("the warden", null, WARDEN)).equals("[200]");
  }

  /** What is wrong with how requests were answered: nothing, if they were refused. */
  List<String> faults(List<Hostile> requests) {
    return faults(requests, this::fault);
  }

  /** Whether one of these requests gets through; the first that does will do. */
  boolean findsFault(List<Hostile> requests) {
    for (int i = 0; i < requests.size(); i += BATCH) {
      if (!faults(requests.subList(i, Math.min(requests.size(), i + BATCH))).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /**
   * What is wrong with how requests were answered of which nobody knows whether they are good: they
   * may be done, but no failure may come of them.
   */
  List<String> failures(List<Hostile> requests) {
    return faults(requests, request -> {
      String fault = fault(request);
      return fault.matches("\\[(?:[24]\\d\\d(?:, )?)*]") ? "" : fault;
    });
  }

  static List<String> faults(List<Hostile> requests, Function<Hostile, String> judge) {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Callable<String>> shots = new ArrayList<>();
      for (Hostile request : requests) {
        shots.add(() -> judge.apply(request));
      }
      List<String> faults = new ArrayList<>();
      List<Future<String>> answers = threads.invokeAll(shots);
      for (int i = 0; i < answers.size(); i++) {
        String fault = answers.get(i).get();
        if (!fault.isEmpty()) {
          faults.add(requests.get(i) + " -> " + fault);
        }
      }
      return faults;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the volley broke off", e);
    } finally {
      threads.shutdownNow();
    }
  }

  String fault(Hostile request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      Answers answers = new Answers(socket.getInputStream());
      try {
        socket.getOutputStream().write(request.bytes());
        if (answers.readOne()) {
          socket.getOutputStream().write(WARDEN);
        }
        answers.readAll();
      } catch (SocketTimeoutException hung) {
        return "hangs after " + answers.statuses();
      } catch (IOException closed) {
        // The gateway has closed the connection, which is an answer.
      }
      return answers.fault();
    } catch (IOException refused) {
      return "takes no connection: " + refused;
    }
  }

  /** What came back on a connection. */
  private static final class Answers {
    private final InputStream in;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[8_192];

    Answers(InputStream in) {
      this.in = in;
    }

    /** True when a whole answer is there and the connection may go on. */
    boolean readOne() throws IOException {
      while (!isWhole()) {
        if (!readSome()) {
          return false;
        }
      }
      return true;
    }

    void readAll() throws IOException {
      while (readSome()) {
        // There may be more.
      }
    }

    private boolean readSome() throws IOException {
      int read = in.read(buffer);
      if (read > 0) {
        received.write(buffer, 0, read);
      }
      return read >= 0;
    }

    private String text() {
      return received.toString(ISO_8859_1);
    }

    private boolean isWhole() {
      String text = text();
      int begin = 0;
      while (text.startsWith("HTTP/1.1 100", begin)) {
        begin = text.indexOf("\r\n\r\n", begin) + 4;
      }
      int end = text.indexOf("\r\n\r\n", begin);
      if (end < 0) {
        return false;
      }
      Matcher length = LENGTH.matcher(text.substring(begin, end + 2));
      return !length.find() || text.length() >= end + 4 + Integer.parseInt(length.group(1));
    }

    List<Integer> statuses() {
      List<Integer> statuses = new ArrayList<>();
      Matcher matcher = STATUS.matcher(text());
      while (matcher.find()) {
        int status = Integer.parseInt(matcher.group(1));
        if (status != 100) {
          statuses.add(status);
        }
      }
      return statuses;
    }

    String fault() {
      List<Integer> statuses = statuses();
      boolean first = true;
      for (int status : statuses) {
        boolean warden = !first && status == 200 && text().contains("\"" + Shelf.WARDEN + "\"");
        if ((status < 400 || status >= 500) && !warden) {
          return statuses.toString();
        }
        first = false;
      }
      return statuses.isEmpty() && received.size() > 0 ? "speaks " + Gathering.shown(text()) : "";
    }
  }
}
