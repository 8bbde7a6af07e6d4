package io.sennit.bench.gateway;

import io.sennit.bench.contest.Contestant;
import io.sennit.bench.contest.Field;
import io.sennit.bench.contest.HaProxy;
import io.sennit.bench.contest.Missing;
import io.sennit.bench.contest.Moleculer;
import io.sennit.bench.contest.Nginx;
import io.sennit.bench.contest.Sennit;
import io.sennit.bench.contest.SennitDev;
import io.sennit.bench.contest.SpringCloud;
import io.sennit.bench.contest.Upstream;
import io.sennit.bench.options.Launch;
import io.sennit.bench.site.Folder;
import java.io.PrintWriter;

/** Starts those who are to take part; the first one is what the others are compared with. */
final class Entries {
  private final Field field;
  private final Folder folder;
  private final PrintWriter out;

  Entries(Field field, Folder folder, PrintWriter out) {
    this.field = field;
    this.folder = folder;
    this.out = out;
  }

  void enter(Launch launch, boolean peers) throws Exception {
    Upstream upstream = field.start(() -> Upstream.start(folder.make("upstream")));
    field.enter(() -> Nginx.start(folder.make("nginx"), upstream));
    field.enter(() -> Sennit.start(folder.make("sennit"), launch.command(), launch.javaOptions()));
    field.enter(() -> SennitDev.start(folder.make("dev"), launch.command(), launch.javaOptions()));
    if (peers) {
      peer("HAProxy", () -> HaProxy.start(folder.make("haproxy"), upstream));
      peer("Spring Cloud Gateway", () -> SpringCloud.start(folder.make("spring"), upstream));
      peer("Moleculer", () -> Moleculer.start(folder.make("moleculer")));
    }
  }

  /** Sennit by itself, beside one that tells nothing of what it does. */
  void enterForTelemetry(Launch launch) throws Exception {
    field.enter(
        () -> Sennit.startSilent(folder.make("silent"), launch.command(), launch.javaOptions()));
    field.enter(() -> Sennit.start(folder.make("sennit"), launch.command(), launch.javaOptions()));
  }

  /** One that cannot be had here is left out. */
  private void peer(String name, Field.Start<? extends Contestant> start) throws Exception {
    try {
      field.enter(start);
    } catch (Missing missing) {
      out.println(name + " is left out: " + missing.getMessage());
      out.flush();
    }
  }
}
