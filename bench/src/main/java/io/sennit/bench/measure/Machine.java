package io.sennit.bench.measure;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What figures were taken on: they say nothing without it. */
public final class Machine {
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
  private static final Pattern MEMORY = Pattern.compile("MemTotal:\\s+(\\d+) kB");
  private static final Pattern LOAD = Pattern.compile("^(\\S+)");

  private Machine() {}

  /** With how busy it has been in the last minute. */
  public static JsonObject describe() throws IOException {
    return new JsonObject()
        .put("processors", Runtime.getRuntime().availableProcessors())
        .put("model", found(MODEL, "/proc/cpuinfo"))
        .put("memory", found(MEMORY, "/proc/meminfo") + " KiB")
        .put("load", found(LOAD, "/proc/loadavg"))
        .put("kernel", System.getProperty("os.version"))
        .put("java", Runtime.version().toString());
  }

  private static String found(Pattern pattern, String file) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(Path.of(file)));
    return matcher.find() ? matcher.group(1) : "unknown";
  }
}
