package io.sennit.bench.chaos;

import io.sennit.bench.bars.Verdicts;
import io.sennit.bench.options.Program;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all scenarios are told, and what they run on. */
final class Stage {
  /** Two cores for everything: compiling less and collecting simply leaves them to the calls. */
  private static final String JAVA = "-Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  @Mixin
  private final Program program = new Program();

  @Option(names = "--java-options", description = "For the nodes' JVMs (${DEFAULT-VALUE})")
  private String javaOptions = JAVA;

  @Option(names = "--seed", description = "For all that is left to chance (${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(names = "--short", description = "Fewer faults and shorter loads")
  private boolean brief;

  @Option(names = "--requests", description = "A folder for all requests of each load, as CSV")
  private @Nullable Path requests;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  ChaosCluster cluster() throws Exception {
    return cluster(Site.LOOPBACK);
  }

  /** A cluster with a gateway at this place, and nothing else yet. */
  ChaosCluster cluster(Site gateway) throws Exception {
    return ChaosCluster.start(program.path(), javaOptions, gateway, requests);
  }

  long seed() {
    return seed;
  }

  /** What the long form of a scenario does, or the short one. */
  int times(int inFull, int inShort) {
    return brief ? inShort : inFull;
  }

  Verdicts verdicts() {
    PrintWriter out = spec.commandLine().getOut();
    return new Verdicts(out);
  }

  /** The same words for another scenario. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of(
        "--sennit",
        program.path().toString(),
        "--java-options=" + javaOptions,
        "--seed",
        Long.toString(seed)));
    if (brief) {
      words.add("--short");
    }
    if (requests != null) {
      words.add("--requests=" + requests);
    }
    return words;
  }
}
