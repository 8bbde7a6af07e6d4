package io.sennit.bench.contest;

import io.sennit.bench.bars.Patience;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that listens on a port, and does not outlive this program. */
public final class Served implements Closeable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final int GRACE_SECONDS = 10;

  private final Process process;
  private final int port;
  private final Path log;

  private Served(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /** Starts it; what it says is in the log. */
  public static Served start(List<String> command, int port, Path log) throws IOException {
    return start(new ProcessBuilder(command), port, log);
  }

  /** The same, in an environment of its own. */
  public static Served start(ProcessBuilder command, int port, Path log) throws IOException {
    Process process =
        command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Served served = new Served(process, port, log);
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(served::close));
    } catch (IllegalStateException ending) {
      served.close();
      throw ending;
    }
    return served;
  }

  /** Returns when something listens. */
  public Served awaitPort() throws Exception {
    boolean listens =
        Patience.until(() -> listens() || !process.isAlive(), START) && process.isAlive();
    if (!listens) {
      close();
      throw new IOException("nothing listens: " + Files.readString(log).strip());
    }
    return this;
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** It is asked to end, and killed with all it has started if it does not. */
  @Override
  public void close() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    process.onExit().completeOnTimeout(process, GRACE_SECONDS, TimeUnit.SECONDS).join();
    process.destroyForcibly().onExit().join();
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
