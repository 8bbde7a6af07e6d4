package io.sennit.bench.profile;

import io.sennit.bench.contest.Part;
import io.sennit.bench.contest.Programs;
import io.sennit.bench.contest.Sennit;
import io.sennit.bench.http.Shot;
import io.sennit.bench.http.Wrk;
import io.sennit.bench.options.Launch;
import io.sennit.bench.site.Folder;
import io.sennit.bench.site.Site;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests through the gateway to a service in another process. */
final class GatewaySubject implements Subject {
  private final Sennit sennit;
  private final Wrk wrk;
  private final int clients;

  private GatewaySubject(Sennit sennit, Wrk wrk, int clients) {
    this.sennit = sennit;
    this.wrk = wrk;
    this.clients = clients;
  }

  static GatewaySubject start(Launch launch, Folder folder, int clients) throws Exception {
    Programs.require(Wrk.PROGRAM);
    return new GatewaySubject(
        Sennit.start(folder.make("sennit"), launch.command(), launch.javaOptions()),
        Wrk.in(folder.path()),
        clients);
  }

  @Override
  public Map<String, ProcessHandle> processes() {
    return sennit.parts().stream()
        .filter(part -> !Site.DATABASE.equals(part.name()))
        .collect(Collectors.toMap(Part::name, Part::process));
  }

  @Override
  public String load(Duration time) throws Exception {
    Shot shot = wrk.run(sennit.target(), clients, time);
    return String.format(
        Locale.ROOT,
        "%d clients: %.0f requests/s, p99 %.1f ms, %d errors",
        clients,
        shot.perSecond(),
        shot.p99() / 1_000,
        shot.errors());
  }

  @Override
  public void close() {
    sennit.close();
  }
}
