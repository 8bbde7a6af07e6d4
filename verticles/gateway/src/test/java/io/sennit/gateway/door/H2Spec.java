package io.sennit.gateway.door;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The tool h2spec, which comes inside a Maven plugin of the same name. */
final class H2Spec {
  private static final String ARCHIVE = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int BLOCK = 512;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 11;
  private static final Pattern SUMMARY =
      Pattern.compile("(\\d+) tests, (\\d+) passed, (\\d+) skipped, (\\d+) failed");

  private final Path program;

  /** @param report what failed, empty when nothing did */
  record Outcome(int tests, int failures, String report) {}

  private H2Spec(Path program) {
    this.program = program;
  }

  /** The archive holds one file: a block of header, and then the program. */
  static H2Spec in(Path folder) throws IOException {
    Path program = folder.resolve("h2spec");
    try (InputStream packed = H2Spec.class.getResourceAsStream(ARCHIVE);
        InputStream archive = new GZIPInputStream(packed)) {
      byte[] header = archive.readNBytes(BLOCK);
      String size = new String(header, SIZE_AT, SIZE_LENGTH, StandardCharsets.US_ASCII);
      Files.write(program, archive.readNBytes(Integer.parseInt(size.strip(), 8)));
    }
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new H2Spec(program);
  }

  /** Runs all cases. */
  Outcome run(int port, boolean tls) throws Exception {
    return run(port, PATIENCE, tls ? List.of("--tls", "--insecure") : List.of());
  }

  /** Runs those of a section, and waits so long for what may never come. */
  Outcome run(int port, Duration patience, String section) throws Exception {
    return run(port, patience, List.of(section));
  }

  private Outcome run(int port, Duration patience, List<String> words) throws Exception {
    Path log = program.resolveSibling("h2spec.log");
    List<String> command = new ArrayList<>(List.of(program.toString(), "--strict"));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--timeout", Long.toString(patience.toSeconds())));
    command.addAll(words);
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    try {
      if (!process.waitFor(100, TimeUnit.SECONDS)) {
        throw new AssertionError("h2spec did not end; it said: " + Files.readString(log));
      }
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(log);
    Matcher summary = SUMMARY.matcher(said);
    if (!summary.find()) {
      throw new AssertionError("h2spec said nothing of its cases: " + said);
    }
    int failures = said.indexOf("Failures:");
    return new Outcome(
        Integer.parseInt(summary.group(1)),
        // What was skipped has not passed.
        Integer.parseInt(summary.group(3)) + Integer.parseInt(summary.group(4)),
        failures < 0 ? "" : said.substring(failures));
  }
}
