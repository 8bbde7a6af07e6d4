package io.sennit.bench.events;

import io.sennit.bench.events.Measurement.Terms;
import io.sennit.bench.options.Report;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The event log: its throughput and latency, and what history and poison do to them. */
@Command(
    name = "events",
    description = "The event log: throughput, latency, a long history, a subject that fails.",
    mixinStandardHelpOptions = true)
public final class EventsCommand implements Callable<Integer> {
  @Parameters(arity = "0..*", description = "Which: ${COMPLETION-CANDIDATES} (all)")
  private Set<Part> parts = EnumSet.allOf(Part.class);

  @Option(
      names = "--rounds",
      description = "How often the contestants take turns (${DEFAULT-VALUE})")
  private int rounds = 5;

  @Option(names = "--seconds", description = "How long a turn takes (${DEFAULT-VALUE})")
  private double seconds = 2;

  @Option(names = "--history", description = "Events in a full log (${DEFAULT-VALUE})")
  private int history = 1_000_000;

  @Mixin
  private final Report report = new Report();

  /** What there is to measure. */
  @SuppressWarnings("ImmutableEnumChecker") // each runs once in a process
  private enum Part {
    throughput(new Throughput()),
    latency(new Latency()),
    history(new History()),
    poison(new Poison());

    private final Measurement measurement;

    Part(Measurement measurement) {
      this.measurement = measurement;
    }
  }

  @Override
  public Integer call() throws Exception {
    boolean reached = true;
    for (Part part : parts) {
      // Each has a database of its own: what one leaves behind is not another's.
      try (Site site = Site.open()) {
        reached &= part.measurement.run(site, new Terms(rounds, seconds, history), report);
      }
    }
    return reached ? 0 : 1;
  }
}
