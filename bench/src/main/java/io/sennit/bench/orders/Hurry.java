package io.sennit.bench.orders;

import io.sennit.bench.http.Shot;
import io.sennit.bench.http.Wrk;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Buyers who do not wait for more than an answer, by wrk: it leaves nearly all of the processors to
 * what is measured.
 */
final class Hurry {
  private final Wrk wrk;
  private final URI gateway;
  private final Path script;
  private final Path tokens;
  private final Path orders;

  private Hurry(Wrk wrk, URI gateway, Path folder) {
    this.wrk = wrk;
    this.gateway = gateway;
    this.script = folder.resolve("orders.lua");
    this.tokens = folder.resolve("tokens.txt");
    this.orders = folder.resolve("orders.txt");
  }

  /** @param folder where what it needs is written */
  static Hurry of(Buyers buyers, URI gateway, Path folder) throws IOException {
    Hurry hurry = new Hurry(Wrk.in(folder), gateway, folder);
    try (InputStream source = Hurry.class.getResourceAsStream("orders.lua")) {
      Files.copy(source, hurry.script);
    }
    Files.write(hurry.tokens, buyers.tokens());
    Files.write(hurry.orders, buyers.orders());
    return hurry;
  }

  /** When the time is over, what is on the way is not waited for, but may be done. */
  Shot place(int clients, Duration time) throws IOException, InterruptedException {
    Shot shot = wrk.run(
        gateway,
        clients,
        time,
        script,
        List.of(tokens.toString(), orders.toString(), UUID.randomUUID().toString()));
    if (shot.errors() > 0) {
      throw new IllegalStateException(
          shot.errors() + " orders failed, " + shot.answers() + " did not");
    }
    return shot;
  }
}
