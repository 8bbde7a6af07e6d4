package io.sennit.bench.calls;

import io.sennit.bench.measure.HostProcess;
import io.sennit.bench.measure.Load.Measured;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Both processes of a pair for another program, which tells it how long to call and is told. */
@Command(name = CallsHost.NAME, hidden = true, description = "Used by the benchmark.")
public final class CallsHost implements Callable<Integer> {
  public static final String NAME = "calls-host";

  @Parameters
  private int inFlight;

  /**
   * What a turn came to.
   *
   * @param cpu of both processes together, in nanoseconds as the time
   */
  public record Sum(long calls, long failures, long nanos, long cpu) {
    public double perSecond() {
      return calls * 1e9 / nanos;
    }

    public double cpuMicros() {
      return cpu / 1_000.0 / calls;
    }

    String line() {
      return calls + " " + failures + " " + nanos + " " + cpu;
    }

    public static Sum read(String line) {
      String[] words = line.split(" ", -1);
      return new Sum(
          Long.parseLong(words[0]),
          Long.parseLong(words[1]),
          Long.parseLong(words[2]),
          Long.parseLong(words[3]));
    }
  }

  @Override
  public Integer call() throws Exception {
    try (Pair pair = Pair.start()) {
      Caller caller = pair.caller(pair::call, inFlight);
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      System.out.println(HostProcess.READY);
      for (String millis = in.readLine(); millis != null; millis = in.readLine()) {
        System.out.println(
            turn(caller, Duration.ofMillis(Long.parseLong(millis))).line());
      }
    }
    return 0;
  }

  private static Sum turn(Caller caller, Duration time) throws Exception {
    Duration before = caller.otherCpu();
    Measured measured = caller.run(time);
    Duration cpu = measured.cpu().plus(caller.otherCpu().minus(before));
    return new Sum(measured.calls(), measured.failures(), measured.time().toNanos(), cpu.toNanos());
  }
}
