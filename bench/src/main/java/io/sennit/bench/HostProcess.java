package io.sennit.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A second process of this benchmark, which ends with it. */
final class HostProcess implements AutoCloseable {
  private final Process process;

  private HostProcess(Process process) {
    this.process = process;
  }

  static HostProcess start(int seedPort) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of(
        "-jar",
        ManagementFactory.getRuntimeMXBean().getClassPath(),
        "echo-host",
        Integer.toString(seedPort)));
    return new HostProcess(
        new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
  }

  void awaitReady() throws IOException {
    BufferedReader said = process.inputReader();
    for (String line = said.readLine(); !EchoHost.READY.equals(line); line = said.readLine()) {
      if (line == null) {
        throw new IOException("the other process ended before it was ready");
      }
    }
  }

  /** The processor time it has used so far. */
  Duration cpu() {
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
