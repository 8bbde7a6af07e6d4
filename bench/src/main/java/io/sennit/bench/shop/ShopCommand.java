package io.sennit.bench.shop;

import io.sennit.bench.bars.Verdicts;
import io.sennit.bench.options.Program;
import io.sennit.bench.site.Folder;
import io.sennit.bench.site.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The invariants of the shop, after its processes were killed under load for half an hour. */
@Command(
    name = "shop",
    description = "kill -9 of any process of the shop, over and over: nothing acknowledged is lost,"
        + " nothing happens twice, no stock and no money goes astray.",
    mixinStandardHelpOptions = true)
public final class ShopCommand implements Callable<Integer> {
  private static final String JAVA = "-Xmx160m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
  private static final int SHORT_MINUTES = 2;
  private static final int NAMED = 5;

  @Option(names = "--minutes", description = "How long users come (${DEFAULT-VALUE})")
  private double minutes = 30;

  @Option(names = "--short", description = "Two minutes")
  private boolean brief;

  @Option(names = "--every", description = "Seconds from one kill to the next (${DEFAULT-VALUE})")
  private int every = 20;

  @Option(names = "--rate", description = "Visits of users a second (${DEFAULT-VALUE})")
  private int rate = 60;

  @Option(names = "--seed", description = "Of an earlier run, for the same choices")
  private @Nullable Long seed;

  @Option(
      names = "--broken",
      description =
          "A shop that is broken on purpose, which must be noticed: ${COMPLETION-CANDIDATES}")
  private @Nullable Sabotage broken;

  @Option(names = "--folder", description = "Keeps all files there, to look at afterwards")
  private @Nullable Path folder;

  @Mixin
  private final Program program = new Program();

  @Option(names = "--java-options", description = "For the nodes' JVMs (${DEFAULT-VALUE})")
  private String javaOptions = JAVA;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000_000) : seed;
    say("--seed " + chosen);
    return show(new Play(plan(chosen)).play());
  }

  private Plan plan(long chosen) throws IOException {
    return new Plan(
        chosen,
        Duration.ofMillis((long) (60_000 * (brief ? SHORT_MINUTES : minutes))),
        Duration.ofSeconds(every),
        rate,
        broken,
        new Site.Layout(
            List.of(program.path().toString()),
            javaOptions,
            2,
            2,
            folder == null ? Folder.temporary() : Folder.kept(folder)));
  }

  private int show(Play.Outcome outcome) {
    outcome.counts().forEach((what, count) -> say(String.format("%8d  %s", count, what)));
    Verdicts verdicts = new Verdicts(spec.commandLine().getOut());
    for (Bar bar : outcome.bars()) {
      bar.wrong().stream().limit(NAMED).forEach(wrong -> say(bar.invariant() + " WRONG: " + wrong));
      verdicts.judge(bar.invariant(), bar.name(), bar.seen(), bar.isReached());
    }
    verdicts.print();
    return verdicts.exitCode();
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
