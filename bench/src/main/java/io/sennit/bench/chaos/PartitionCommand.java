package io.sennit.bench.chaos;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.bars.Verdicts;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A network that falls apart and heals, in network namespaces: for root only. */
@Command(
    name = "partition",
    description = "A service node that the network cuts off, and one that only the gateway loses.",
    mixinStandardHelpOptions = true)
final class PartitionCommand implements Scenario {
  private static final String NAME = "partition";
  private static final int GATEWAY = 0;
  private static final int VICTIM = 1;
  private static final int OTHER = 2;
  private static final int PLACES = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration CALM = Duration.ofSeconds(5);
  private static final Duration NOTICED = Duration.ofSeconds(3);
  private static final Duration BACK = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofSeconds(2);
  /** Of the part that an instance would get if all got the same. */
  private static final double FULL = 0.5;

  @Mixin
  private Stage stage = new Stage();

  @Option(names = "--seconds", description = "How long each cut lasts (20; 12 with --short)")
  private int seconds;

  @Option(names = "--rate", description = "Requests a second (${DEFAULT-VALUE})")
  private int rate = 200;

  @Option(names = "--inside", hidden = true, description = "The network whose hub this runs in")
  private @Nullable String inside;

  @Option(names = "--report", hidden = true, description = "Where what was seen is written")
  private @Nullable Path report;

  /** A kind of cut. */
  private interface Cut {
    void set(Namespaces network, boolean cut) throws Exception;
  }

  @Override
  public Stage stage() {
    return stage;
  }

  @Override
  public void play(Verdicts verdicts) throws Exception {
    if (inside == null) {
      playInHub(verdicts);
      return;
    }
    Namespaces network = Namespaces.inside(inside, PLACES);
    play("cut off", (net, cut) -> net.cutOff(VICTIM, cut), network, verdicts);
    play(
        "cut off from the gateway only",
        (net, cut) -> net.cutBetween(GATEWAY, VICTIM, cut),
        network,
        verdicts);
    if (report != null) {
      verdicts.write(report);
    }
  }

  /** A process cannot move to another network, so that this starts itself again there. */
  private void playInHub(Verdicts verdicts) throws Exception {
    String name = "sennit-chaos-" + ProcessHandle.current().pid();
    Path seen = Files.createTempFile(name, ".json");
    seen.toFile().deleteOnExit();
    try (Namespaces network = Namespaces.make(name, PLACES)) {
      int code = runInHub(network, name, seen);
      if (Files.size(seen) == 0) {
        throw new IOException("the process in the network namespace ended with " + code);
      }
      verdicts.read(seen);
    } catch (NotPermitted refused) {
      verdicts.notRun(NAME, String.valueOf(refused.getMessage()));
    } finally {
      Files.delete(seen);
    }
  }

  private int runInHub(Namespaces network, String name, Path seen) throws Exception {
    List<String> command = new ArrayList<>(network.hubPrefix());
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(
        List.of("-jar", ManagementFactory.getRuntimeMXBean().getClassPath(), "chaos", NAME));
    command.addAll(stage.words());
    command.addAll(List.of("--inside", name, "--report", seen.toString()));
    command.addAll(List.of("--rate", Integer.toString(rate)));
    if (seconds > 0) {
      command.addAll(List.of("--seconds", Integer.toString(seconds)));
    }
    Process process = new ProcessBuilder(command)
        .redirectError(Redirect.INHERIT)
        .redirectOutput(Redirect.DISCARD)
        .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return process.waitFor();
  }

  private void play(String how, Cut cut, Namespaces network, Verdicts verdicts) throws Exception {
    Duration length = Duration.ofSeconds(seconds > 0 ? seconds : stage.times(20, 12));
    try (ChaosCluster cluster = stage.cluster(network.site(GATEWAY))) {
      ChaosNode victim = cluster.add(network.site(VICTIM)).awaitReady();
      cluster.add(network.site(OTHER)).awaitReady();
      OpenLoad.Plan plan = OpenLoad.Plan.of(rate, "/chaos/fast", "/chaos/slow");
      try (OpenLoad load = cluster.load(plan)) {
        Patience.pass(WARM_UP);
        long quiet = System.nanoTime();
        Patience.pass(CALM);
        long began = System.nanoTime();
        cut.set(network, true);
        Patience.pass(length);
        long healed = System.nanoTime();
        cut.set(network, false);
        Patience.until(() -> load.answeredBy(victim.pid(), healed), BACK.multipliedBy(2));
        double first = (System.nanoTime() - healed) / 1e9;
        Patience.untilNanos(healed + BACK.plus(LOOK).toNanos());
        Answers answers = load.end();
        judgeCut(how, answers.due(quiet, CALM).normal(), answers, began, healed, verdicts);
        judgeHealed(how, answers.due(healed + BACK.toNanos(), LOOK), victim, first, verdicts);
      }
    }
  }

  private static void judgeCut(
      String how, double normal, Answers answers, long began, long healed, Verdicts verdicts) {
    Answers noticed = answers.due(began + NOTICED.toNanos(), healed);
    verdicts.judge(
        NAME, how + ": no failed request", answers.failures(), answers.failed().count() == 0);
    verdicts.judge(
        NAME,
        how + ": p99 from 3 s after is below " + Show.millis(normal),
        Show.millis(noticed.percentile(99)),
        noticed.percentile(99) <= normal);
  }

  private static void judgeHealed(
      String how, Answers after, ChaosNode victim, double first, Verdicts verdicts) {
    double part = 2.0 * after.by(victim.pid()).count() / Math.max(1, after.count());
    verdicts.judge(
        NAME,
        how + ": has its part again 15 s after healing",
        Show.percent(part) + " of it, first answer after " + Show.seconds(first),
        part >= FULL);
  }
}
