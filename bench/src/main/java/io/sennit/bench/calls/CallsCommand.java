package io.sennit.bench.calls;

import io.sennit.bench.contest.Missing;
import io.sennit.bench.measure.Load.Measured;
import io.sennit.bench.measure.Rounds;
import io.sennit.bench.options.Repeats;
import io.sennit.bench.options.Report;
import io.sennit.bench.site.Folder;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Calls from one process to another: over links, and as one event-bus request for each call. */
@Command(
    name = "calls",
    description =
        "Calls between two processes: over links, against one event-bus request per call.",
    mixinStandardHelpOptions = true)
public final class CallsCommand implements Callable<Integer> {
  private static final Duration WARM_UP = Duration.ofSeconds(20);

  @Option(names = "--in-flight", description = "Calls in flight at once (${DEFAULT-VALUE})")
  private int inFlight = 64;

  @Mixin
  private final Repeats repeats = new Repeats();

  @Mixin
  private final Report report = new Report();

  @Option(names = "--peers", description = "NATS and gRPC as well, built when needed")
  private boolean peers;

  @Override
  public Integer call() throws Exception {
    Folder folder = Folder.temporary();
    folder.leaveAtEnd();
    List<Closeable> started = new ArrayList<>();
    try (Pair pair = Pair.start()) {
      Map<String, Caller> callers = new LinkedHashMap<>();
      callers.put("event-bus request", pair.caller(pair::request, inFlight));
      callers.put("Sennit link", pair.caller(pair::call, inFlight));
      if (peers) {
        enter("gRPC", () -> PeerPair.grpc(inFlight), callers, started);
        enter("NATS", () -> PeerPair.nats(folder.path(), inFlight), callers, started);
      }
      report.add(measure(callers));
    } finally {
      for (Closeable each : started) {
        each.close();
      }
      folder.leave();
    }
    return 0;
  }

  /** One that cannot be had here is left out. */
  private void enter(
      String name, Callable<PeerPair> start, Map<String, Caller> callers, List<Closeable> started)
      throws Exception {
    try {
      PeerPair peer = start.call();
      started.add(peer);
      callers.put(name, peer);
    } catch (Missing missing) {
      report.text().println(name + " is left out: " + missing.getMessage());
    }
  }

  private Rounds measure(Map<String, Caller> callers) throws Exception {
    for (Caller caller : callers.values()) {
      caller.run(WARM_UP);
    }
    Rounds results = new Rounds("calls, " + inFlight + " in flight");
    for (int round = 0; round < repeats.rounds(); round++) {
      for (Map.Entry<String, Caller> each : callers.entrySet()) {
        Caller caller = each.getValue();
        Duration before = caller.otherCpu();
        Measured measured = caller.run(repeats.turn());
        results.add(each.getKey(), measured, caller.otherCpu().minus(before));
      }
    }
    return results;
  }
}
