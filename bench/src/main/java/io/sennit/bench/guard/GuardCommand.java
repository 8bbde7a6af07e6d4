package io.sennit.bench.guard;

import io.sennit.bench.contest.Field;
import io.sennit.bench.contest.Programs;
import io.sennit.bench.http.Wrk;
import io.sennit.bench.site.Folder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** This checkout against an earlier one. */
@Command(
    name = "guard",
    description = "Fails when this checkout is more than a tenth slower than the latest release.",
    mixinStandardHelpOptions = true)
public final class GuardCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "REF",
      description = "What to compare with: a tag, a branch, a commit (the latest tag)")
  private @Nullable String named;

  @Option(names = "--rounds", description = "How often both take turns (${DEFAULT-VALUE})")
  private int rounds = 12;

  @Option(
      names = "--warm-up",
      description = "Rounds that do not count, one at least (${DEFAULT-VALUE})")
  private int warmUp = 4;

  @Option(names = "--seconds", description = "How long each turn takes (${DEFAULT-VALUE})")
  private int seconds = 2;

  @Spec
  private CommandSpec spec;

  /** A turn of one edition. */
  @FunctionalInterface
  private interface Turn {
    List<Figure> of(Edition edition) throws Exception;
  }

  @Override
  public Integer call() throws Exception {
    if (rounds < Interval.FEWEST_SAMPLES) {
      throw wrong("Fewer than " + Interval.FEWEST_SAMPLES + " rounds say nothing for certain.");
    }
    Path home = Path.of("").toAbsolutePath();
    Git git = new Git(home);
    String reference = reference(git);
    String commit = git.commit(reference)
        .orElseThrow(() -> wrong("There is no commit '" + reference + "' here."));
    Programs.require(Wrk.PROGRAM);
    Folder folder = Folder.temporary();
    folder.leaveAtEnd();
    try (Checkout earlier = Checkout.of(git, commit);
        Field field = new Field()) {
      Edition before = Edition.start(reference, earlier.home(), folder.make("before"), field);
      Edition now = Edition.start("this checkout", home, folder.make("now"), field);
      Comparisons found = compare(before, now, turns(Wrk.in(folder.path())));
      PrintWriter out = spec.commandLine().getOut();
      found.print(out, reference);
      return found.isLost() ? 1 : 0;
    } finally {
      folder.leave();
    }
  }

  private String reference(Git git) throws Exception {
    return named != null
        ? named
        : git.latestTag()
            .orElseThrow(() ->
                wrong("There is no release tag before this commit: name what to compare with, as in"
                    + " 'bench/guard HEAD~20', or fetch the tags."));
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private List<Turn> turns(Wrk wrk) {
    Duration time = Duration.ofSeconds(seconds);
    return List.of(
        edition -> edition.gateway(wrk, 32, time),
        edition -> edition.gateway(wrk, 256, time),
        edition -> edition.calls(time),
        Edition::start);
  }

  /** The one that was first in a round is the second in the next. */
  private Comparisons compare(Edition before, Edition now, List<Turn> turns) throws Exception {
    Comparisons comparisons = new Comparisons();
    for (int round = -warmUp; round < rounds; round++) {
      for (Turn turn : turns) {
        boolean earlierFirst = Math.floorMod(round, 2) == 0;
        List<Figure> first = turn.of(earlierFirst ? before : now);
        List<Figure> second = turn.of(earlierFirst ? now : before);
        if (round >= 0) {
          comparisons.add(earlierFirst ? first : second, earlierFirst ? second : first);
        }
      }
    }
    return comparisons;
  }
}
