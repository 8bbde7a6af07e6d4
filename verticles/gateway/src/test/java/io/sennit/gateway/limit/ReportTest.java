package io.sennit.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.gateway.limit.Report.Word;
import io.sennit.gateway.limit.ReportReader.Head;
import io.sennit.gateway.rules.Rate;
import io.sennit.gateway.rules.Rate.Of;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Rate RATE = Rate.of("*", Of.USER, 100, SECOND);
  private static final long NOW = 1_000_000_000;

  private final Limit user = new Limit(RATE);
  private final Limit route = new Limit(Rate.of("orders", Of.ROUTE, 100, SECOND));

  @Test
  void whatIsToldIsHeard() {
    Report report = new Report();
    report.add(user, 7, 3, 2);
    report.add(route, -9, 1_000_000, 127);
    report.add(user, 8, 128, 0);

    ReportReader reader = ReportReader.of(report.toBuffer(Word.MORE, 17, 42, "node-1"));

    assertThat(reader).isNotNull();
    assertThat(reader.head()).isEqualTo(new Head(Word.MORE, 17, 42, "node-1"));
    List<String> heard = new ArrayList<>();
    assertThat(reader.tell((limit, key, asked, passed) -> heard.add(
            (limit == user.id() ? "user " : "route ") + key + " " + asked + " " + passed)))
        .isTrue();
    assertThat(heard)
        .containsExactlyInAnyOrder("user 7 3 2", "route -9 1000000 127", "user 8 128 0");
  }

  @Test
  void itSaysNothingOfWhoItIsAbout() {
    Ledger ledger = ledger("node-1");
    ledger.take(ledger.limit(RATE), "somebody@example.org", NOW);

    Buffer told = ledger.beat(NOW + Reports.BEAT.toNanos());

    assertThat(told).isNotNull();
    assertThat(told.toString(StandardCharsets.ISO_8859_1)).doesNotContain("somebody");
  }

  @Test
  void whatIsDamagedIsCountedAndChangesNothing() {
    Ledger here = ledger("node-1");
    Ledger there = ledger("node-2");
    there.under(here.key());
    for (int i = 0; i < 5; i++) {
      there.take(there.limit(RATE), "somebody", NOW);
    }
    Buffer whole = there.beat(NOW + Reports.BEAT.toNanos());
    assertThat(whole).isNotNull();
    Random random = new Random(1);
    int damaged = 0;
    for (int cut = 0; cut < whole.length(); cut++) {
      here.hear(whole.slice(0, cut), NOW);
      byte[] bytes = whole.getBytes();
      bytes[cut] ^= (byte) (1 + random.nextInt(255));
      here.hear(Buffer.buffer(bytes), NOW);
      damaged += 2;
    }

    assertThat(here.damaged()).isEqualTo(damaged);
    assertThat(here.count()).isZero();
    here.hear(whole, NOW);
    assertThat(here.take(here.limit(RATE), "somebody", NOW))
        .as("its burst was used up there")
        .isNegative();
  }

  private static Ledger ledger(String node) {
    return new Ledger(node, new Peers(Set::of), List.of(RATE), NOW);
  }
}
