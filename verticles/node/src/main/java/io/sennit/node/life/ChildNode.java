package io.sennit.node.life;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own, started by this one and stopped with it. */
final class ChildNode {
  private static final long TICK_MILLIS = 20;

  private final String name;
  private final Path readyFile;
  private final Path log;
  private final Process process;

  private ChildNode(String name, Path readyFile, Path log, Process process) {
    this.name = name;
    this.readyFile = readyFile;
    this.log = log;
    this.process = process;
  }

  /** @param secrets go through the environment, because others can read a command line */
  static ChildNode start(
      String name, Path folder, List<String> arguments, Map<String, String> secrets)
      throws IOException {
    Files.createDirectories(folder);
    Path readyFile = folder.resolve("ready.json");
    Files.deleteIfExists(readyFile);
    Path log = folder.resolve("node.log");
    List<String> command = new ArrayList<>(java());
    command.addAll(arguments);
    command.addAll(
        List.of("--name", name, "--data", folder.toString(), "--ready-file", readyFile.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    // What configures the parent is passed on by options; what it does not pass on is its own.
    builder.environment().keySet().removeIf(variable -> variable.startsWith("SENNIT_"));
    builder.environment().putAll(secrets);
    builder.redirectOutput(Redirect.DISCARD).redirectError(log.toFile());
    return new ChildNode(name, readyFile, log, builder.start());
  }

  /** This process's own Java, flags and jar, so that a child starts as quickly as it did. */
  private static List<String> java() {
    List<String> java = new ArrayList<>();
    java.add(ProcessHandle.current().info().command().orElse("java"));
    java.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    java.addAll(List.of("-jar", ManagementFactory.getRuntimeMXBean().getClassPath()));
    return java;
  }

  /** Returns what the node wrote into its ready file. */
  JsonObject awaitReady(long giveUpNanos) throws StartFailure, InterruptedException, IOException {
    while (!Files.exists(readyFile)) {
      if (process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new StartFailure(name + " could not start: " + lastWords());
      }
      if (System.nanoTime() - giveUpNanos > 0) {
        throw new StartFailure(name + " is not ready in time; its log is " + log);
      }
    }
    return new JsonObject(Files.readString(readyFile));
  }

  private String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.isEmpty()
        ? "it said nothing"
        : lines.get(lines.size() - 1).replaceFirst("^sennit: ", "");
  }

  String name() {
    return name;
  }

  Path log() {
    return log;
  }

  Process process() {
    return process;
  }

  /** Asks it to stop. Asking twice would be telling it to stop at once. */
  void stop() {
    process.destroy();
  }

  /** Waits for it to end, and ends it when it does not. */
  void awaitEnd(Duration grace) throws InterruptedException {
    if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
