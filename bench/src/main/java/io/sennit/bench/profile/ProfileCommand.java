package io.sennit.bench.profile;

import io.sennit.bench.options.Launch;
import io.sennit.bench.site.Folder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads Sennit, and says what its processes do meanwhile. */
@Command(
    name = "profile",
    description = "Where processor time and memory go under load.",
    mixinStandardHelpOptions = true)
public final class ProfileCommand implements Callable<Integer> {
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final int KINDS_OF_THREADS = 10;

  @Parameters(
      arity = "0..1",
      defaultValue = "gateway",
      description = "gateway, calls or orders (${DEFAULT-VALUE})")
  private Kind load = Kind.GATEWAY;

  @Option(names = "--seconds", description = "How long to look (${DEFAULT-VALUE})")
  private int seconds = 20;

  @Option(names = "--clients", description = "At once, or calls in flight (${DEFAULT-VALUE})")
  private int clients = 32;

  @Mixin
  private final Launch launch = new Launch();

  @Spec
  private CommandSpec spec;

  /** What is asked of it. */
  private enum Kind {
    GATEWAY,
    CALLS,
    ORDERS
  }

  /** One process, looked at from now on. */
  private record Look(long pid, Threads before, Recording recording) {
    static Look at(ProcessHandle process, Path file) throws Exception {
      Recording recording = Recording.start(process.pid(), file);
      return new Look(process.pid(), Threads.of(process.pid()), recording);
    }

    void print(PrintWriter out) throws Exception {
      Threads.of(pid).since(before).print(out, "processor time by threads", KINDS_OF_THREADS);
      Samples.read(recording.stop()).print(out);
    }
  }

  @Override
  public Integer call() throws Exception {
    Folder folder = Folder.temporary();
    folder.leaveAtEnd();
    try (Subject subject = start(folder)) {
      look(subject, folder);
    } finally {
      folder.leave();
    }
    return 0;
  }

  private Subject start(Folder folder) throws Exception {
    return switch (load) {
      case GATEWAY -> GatewaySubject.start(launch, folder, clients);
      case CALLS -> CallsSubject.start(clients);
      case ORDERS -> OrdersSubject.start(launch, folder, clients);
    };
  }

  private void look(Subject subject, Folder folder) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    subject.load(WARM_UP);
    Map<String, Look> looks = new LinkedHashMap<>();
    for (Map.Entry<String, ProcessHandle> each : subject.processes().entrySet()) {
      Path file = folder.path().resolve(each.getKey() + ".jfr");
      looks.put(each.getKey(), Look.at(each.getValue(), file));
    }
    out.println(subject.load(Duration.ofSeconds(seconds)));
    for (Map.Entry<String, Look> each : looks.entrySet()) {
      out.println();
      out.println(each.getKey());
      each.getValue().print(out);
    }
  }
}
