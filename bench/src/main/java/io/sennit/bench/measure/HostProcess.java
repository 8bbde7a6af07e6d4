package io.sennit.bench.measure;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A second process of this benchmark, which ends with it. */
public final class HostProcess implements Closeable {
  /** The line by which it says that it can be used. */
  public static final String READY = "ready";

  private final Process process;

  private HostProcess(Process process) {
    this.process = process;
  }

  /**
   * One of the benchmark's own.
   *
   * @param words of its command
   */
  public static HostProcess start(String... words) throws IOException {
    return of(jar(ManagementFactory.getRuntimeMXBean().getClassPath(), words));
  }

  /**
   * The command for a jar, with this process's own Java and its options, so that all have the same.
   */
  public static List<String> jar(String jar, String... words) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-jar", jar));
    command.addAll(List.of(words));
    return command;
  }

  /** One that is a program of its own, and ends when its input does. */
  public static HostProcess of(List<String> command) throws IOException {
    return new HostProcess(
        new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
  }

  public void awaitReady() throws IOException {
    String line = said();
    while (!READY.equals(line)) {
      line = said();
    }
  }

  /** Tells it a line, and waits for the one that it says then. */
  public String ask(String line) throws IOException {
    BufferedWriter to = process.outputWriter();
    to.write(line);
    to.newLine();
    to.flush();
    return said();
  }

  private String said() throws IOException {
    String line = process.inputReader().readLine();
    if (line == null) {
      throw new IOException("the other process of the benchmark has ended");
    }
    return line;
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** The processor time it has used so far. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Ends it: its input ends, and if that is not enough, it is killed. */
  @Override
  public void close() throws IOException {
    process.outputWriter().close();
    Process after =
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    if (after.isAlive()) {
      process.destroyForcibly().onExit().join();
    }
  }
}
