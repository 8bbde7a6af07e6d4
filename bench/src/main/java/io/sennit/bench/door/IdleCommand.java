package io.sennit.bench.door;

import io.sennit.bench.bars.Patience;
import io.sennit.bench.bars.Verdicts;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Connections that rest after a request: what each costs the gateway, and whether it is kept. */
@Command(
    name = "idle",
    description = "Many connections that are kept and not used: what each of them costs.",
    mixinStandardHelpOptions = true)
final class IdleCommand implements Callable<Integer> {
  private static final int KIBIBYTE = 1_024;
  private static final int BAR_KIB = 32;
  private static final int WARM_UP = 500;

  @Option(names = "--connections", defaultValue = "10000", description = "How many (10000)")
  private int connections;

  @Option(
      names = "--hold",
      defaultValue = "20s",
      converter = Span.class,
      description = "How long they are held, such as 5m (${DEFAULT-VALUE})")
  private Duration hold;

  @Option(names = "--tls", description = "By TLS")
  private boolean tls;

  @Mixin
  private Doorstep doorstep = new Doorstep();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = doorstep.out();
    Verdicts verdicts = new Verdicts(out);
    String scenario = tls ? "idle, TLS" : "idle";
    JsonObject rules = new JsonObject()
        .put(
            "door",
            new JsonObject()
                .put("idle", "1h")
                .put(
                    "connections",
                    new JsonObject().put("most", 100_000).put("perAddress", 50_000)));
    try (Front front = doorstep.front(rules, tls);
        Resting clients = new Resting(front.address())) {
      clients.come(WARM_UP);
      clients.leave();
      Front.Memory before = front.memory();
      int first = clients.come(connections);
      out.printf(
          "%,d connections, %,d answered; holding for %d s%n",
          connections, first, hold.toSeconds());
      out.flush();
      Patience.pass(hold);
      Front.Memory after = front.memory();
      int again = clients.ask();
      double resident = each(after.resident() - before.resident());
      double heap = each(after.heap() - before.heap());
      verdicts.judge(
          scenario,
          "each costs less than " + BAR_KIB + " KiB of memory",
          String.format(Locale.ROOT, "resident %.1f KiB, of that heap %.1f KiB", resident, heap),
          Math.max(resident, heap) < BAR_KIB);
      verdicts.judge(
          scenario,
          "all answer before and after " + hold.toSeconds() + " s",
          String.format(Locale.ROOT, "%,d and %,d of %,d", first, again, connections),
          first == connections && again == connections);
    } catch (Exception failure) {
      verdicts.brokenOff(scenario, failure);
    }
    verdicts.print();
    return verdicts.exitCode();
  }

  private double each(long bytes) {
    return (double) bytes / connections / KIBIBYTE;
  }
}
