package io.sennit.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file that the server writes to, and what it said since this start. */
final class ServerLog {
  private static final long ROTATE_AT = 10L << 20;
  private static final int TAIL = 1 << 16;
  private static final Pattern SEVERE = Pattern.compile(".*?(?:FATAL|PANIC|ERROR|error):\\s+(.*)");

  private final Path file;
  private final long start;

  private ServerLog(Path file, long start) {
    this.file = file;
    this.start = start;
  }

  /** One old file is kept, so that the disk holds a bounded number of them. */
  static ServerLog open(Path file) throws IOException {
    if (Files.exists(file) && Files.size(file) > ROTATE_AT) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    return new ServerLog(file, Files.exists(file) ? Files.size(file) : 0);
  }

  Path file() {
    return file;
  }

  List<String> lines() {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(start, log.length() - TAIL);
      byte[] bytes = new byte[(int) Math.max(0, log.length() - from)];
      log.seek(from);
      log.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of("the log cannot be read: " + e);
    }
  }

  boolean says(String words) {
    return lines().stream().anyMatch(line -> line.contains(words));
  }

  /** The line that tells why a program gave up: its first severe one, else its last. */
  static String verdict(List<String> lines) {
    String last = "it said nothing";
    for (String line : lines) {
      Matcher severe = SEVERE.matcher(line);
      if (severe.matches()) {
        return severe.group(1);
      }
      last = line.isBlank() ? last : line.strip();
    }
    return last;
  }

  String verdict() {
    return verdict(lines());
  }

  /** What it said last, for a server that ended after a long life with many harmless errors. */
  String lastWords() {
    List<String> lines = lines();
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1).strip();
  }
}
