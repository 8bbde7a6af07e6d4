package io.sennit.bench.door;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.measure.Resident;
import io.sennit.bench.site.Folder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A gateway in a process of its own, with a service behind it that says what time it is. */
final class Front implements AutoCloseable {
  static final String PATH = "/time";

  private static final Duration START = Duration.ofSeconds(90);
  /** Of the whole heap, or of each of its generations, as its collector has it. */
  private static final Pattern USED = Pattern.compile("total \\S+ used (\\d+)K");

  private final Folder folder;
  private final Process process;
  private final JsonObject ready;

  /** What a process holds, in bytes, after it was told to clear up. */
  record Memory(long resident, long heap) {}

  private Front(Folder folder, Process process, JsonObject ready) {
    this.folder = folder;
    this.process = process;
    this.ready = ready;
  }

  /** @param rules as the file of --gateway has them */
  static Front start(Path sennit, JsonObject rules, boolean tls) throws Exception {
    Folder folder = Folder.temporary();
    Path readyFile = folder.path().resolve("ready.json");
    List<String> words = new ArrayList<>(List.of(
        sennit.toAbsolutePath().normalize().toString(),
        "node",
        "gateway",
        "clock",
        "--host",
        "127.0.0.1",
        "--http-port",
        "0",
        "--admin-port",
        "0",
        "--cluster-port",
        "0",
        // Nobody else is to join.
        "--cluster-config",
        "lan",
        "--data",
        folder.make("data").toString(),
        "--gateway",
        Files.writeString(folder.path().resolve("rules.json"), rules.encode()).toString(),
        "--ready-file",
        readyFile.toString(),
        "--stop-with",
        Long.toString(ProcessHandle.current().pid())));
    if (tls) {
      words.addAll(certificate(folder.path()));
    }
    Path log = folder.path().resolve("log");
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("SENNIT_"));
    Process process = builder.redirectOutput(log.toFile()).start();
    boolean came = Patience.until(() -> Files.exists(readyFile) || !process.isAlive(), START)
        && process.isAlive();
    if (!came) {
      process.destroyForcibly();
      throw new IOException("the gateway is not ready: " + Files.readString(log));
    }
    return new Front(folder, process, new JsonObject(Files.readString(readyFile)));
  }

  private static List<String> certificate(Path folder) throws Exception {
    String certificate = folder.resolve("gateway.crt").toString();
    String key = folder.resolve("gateway.key").toString();
    Process made = new ProcessBuilder(
            "openssl",
            "req",
            "-x509",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-out",
            certificate,
            "-keyout",
            key)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("openssl.log").toFile())
        .start();
    if (made.waitFor() != 0) {
      throw new IOException("openssl made no certificate; is it installed?");
    }
    return List.of("--tls-cert", certificate, "--tls-key", key);
  }

  URI address() {
    return URI.create(ready.getString("http"));
  }

  /** Two collections: what the first one ends is only let go by the second. */
  Memory memory() throws Exception {
    ask("GC.run");
    ask("GC.run");
    return new Memory(
        Resident.bytes(process.toHandle()), heap(ask("GC.heap_info").replace(",", "")));
  }

  private String ask(String command) throws Exception {
    Process jcmd = new ProcessBuilder("jcmd", Long.toString(pid()), command)
        .redirectErrorStream(true)
        .start();
    String said =
        new String(jcmd.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException("jcmd " + command + ": " + said);
    }
    return said;
  }

  private static long heap(String account) throws IOException {
    List<Long> found = USED.matcher(account)
        .results()
        .map(result -> Long.valueOf(result.group(1)))
        .toList();
    if (found.isEmpty()) {
      throw new IOException(
          String.format(Locale.ROOT, "no '%s' in what was said: %s", USED, account));
    }
    return found.stream().mapToLong(Long::longValue).sum() * 1_024;
  }

  private long pid() {
    return ready.getLong("pid");
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    try {
      folder.leave();
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    } catch (IOException stays) {
      throw stays;
    } catch (Exception other) {
      throw new IOException(other);
    }
  }
}
