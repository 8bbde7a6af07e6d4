package io.sennit.bench.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The recorder that a JVM has in itself, switched on and off from outside. */
final class Recording {
  private static final String NAME = "bench";

  private final long pid;
  private final Path file;

  private Recording(long pid, Path file) {
    this.pid = pid;
    this.file = file;
  }

  /** @param file where it will be */
  static Recording start(long pid, Path file) throws IOException, InterruptedException {
    Recording recording = new Recording(pid, file);
    recording.ask("JFR.start", "name=" + NAME, "settings=profile");
    return recording;
  }

  /** Ends it, and returns where it is. */
  Path stop() throws IOException, InterruptedException {
    ask("JFR.stop", "name=" + NAME, "filename=" + file);
    return file;
  }

  private void ask(String command, String... options) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("jcmd", Long.toString(pid), command);
    builder.command().addAll(List.of(options));
    Process jcmd = builder.redirectErrorStream(true).start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IOException("jcmd " + command + ": " + said);
    }
  }
}
