package io.sennit.bench.pieces;

import io.sennit.bench.jmh.Cost;
import io.sennit.bench.jmh.Microbenchmark;
import io.sennit.mesh.link.FramesBenchmark;
import io.sennit.mesh.service.InputBenchmark;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The pieces of a request's way that are hot and can be measured alone. */
@Command(
    name = "pieces",
    description = "What the pieces cost that each request goes through (JMH).",
    mixinStandardHelpOptions = true)
public final class PiecesCommand implements Callable<Integer> {
  @Option(names = "--only", split = ",", description = "${COMPLETION-CANDIDATES} (all)")
  private List<Group> only = List.of(Group.values());

  @Option(
      names = "--rounds",
      description = "Tenths of a second that each is measured (${DEFAULT-VALUE})")
  private int rounds = 15;

  @Spec
  private CommandSpec spec;

  /** Pieces of one kind. */
  enum Group {
    CODEC(FramesBenchmark.class, "of"),
    GUARDS(GuardsBenchmark.class, ""),
    TOKENS(TokensBenchmark.class, ""),
    INPUT(InputBenchmark.class, "");

    private final Class<?> code;
    private final String parameter;

    Group(Class<?> code, String parameter) {
      this.code = code;
      this.parameter = parameter;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    String choice(Cost cost) {
      return parameter.isEmpty()
          ? ""
          : parameter + " " + cost.param(parameter).toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-8s %-15s %-13s %s%n", "", "PIECE", "", Cost.HEAD);
    for (Group group : only) {
      new Microbenchmark(group.code, rounds).run(cost -> {
        out.printf(
            "%-8s %-15s %-13s %s%n",
            group.word(), cost.title(), group.choice(cost), cost.columns());
        out.flush();
      });
    }
    return 0;
  }
}
