package io.sennit.bench.jmh;

import java.util.function.Consumer;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs a class of JMH's, silently: each method with each choice of parameters by itself. */
public final class Microbenchmark {
  private static final int WARM_UP_SECONDS = 5;
  private static final int ROUND_MILLIS = 100;

  private final ChainedOptionsBuilder options;

  /** @param rounds tenths of a second that each is measured */
  public Microbenchmark(Class<?> code, int rounds) {
    options = new OptionsBuilder()
        .include("^" + code.getName().replace(".", "\\.") + "\\.")
        .forks(1)
        .warmupIterations(WARM_UP_SECONDS)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(rounds)
        .measurementTime(TimeValue.milliseconds(ROUND_MILLIS))
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
  }

  public Microbenchmark threads(int atOnce) {
    options.threads(atOnce);
    return this;
  }

  public Microbenchmark param(String name, Object value) {
    options.param(name, value.toString());
    return this;
  }

  /** Tells what each was found to cost, when all have run. */
  public void run(Consumer<Cost> to) throws RunnerException {
    new Runner(options.build()).run().forEach(run -> to.accept(Cost.of(run)));
  }
}
