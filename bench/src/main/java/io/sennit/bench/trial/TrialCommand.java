package io.sennit.bench.trial;

import io.sennit.postgres.PostgresOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The trial of the event log in its full length. */
@Command(
    name = "events",
    description =
        "Events through crashes, takeovers and restarts: none lost, none handled twice, in order.",
    mixinStandardHelpOptions = true)
public final class TrialCommand implements Callable<Integer> {
  @Option(names = "--events", description = "How many are told at least (${DEFAULT-VALUE})")
  private int events = 100_000;

  @Option(names = "--rounds", description = "How often each fault is played (${DEFAULT-VALUE})")
  private int rounds = 5;

  @Option(names = "--seed", description = "Of an earlier run, for the same choices")
  private @Nullable Long seed;

  @Option(names = "--short", description = "Fewer of all, and no faults that take long")
  private boolean brief;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000_000) : seed;
    out.println("--seed " + chosen);
    out.flush();
    Path folder = Files.createTempDirectory("sennit-trial");
    try {
      Trial.Outcome outcome = new Trial(plan(chosen, PostgresOptions.in(folder))).run();
      outcome.happened().forEach((what, count) -> out.printf("%8d  %s%n", count, what));
      outcome.mistakes().forEach((what, count) -> out.printf("%8d  MISTAKES: %s%n", count, what));
      out.println(outcome.mistakes().isEmpty() ? "All is right." : "Not all is right.");
      out.flush();
      return outcome.mistakes().isEmpty() ? 0 : 1;
    } finally {
      delete(folder);
    }
  }

  private Plan plan(long chosen, PostgresOptions postgres) {
    return brief
        ? new Plan(chosen, 3_000, 1, false, postgres)
        : new Plan(chosen, events, rounds, true, postgres);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    deepestFirst.forEach(path -> {
      try {
        Files.delete(path);
      } catch (IOException left) {
        throw new UncheckedIOException(left);
      }
    });
  }
}
