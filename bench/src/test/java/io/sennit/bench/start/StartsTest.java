package io.sennit.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.sennit.bench.bars.Verdicts;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StartsTest {
  private final StringWriter printed = new StringWriter();
  private final Verdicts verdicts = new Verdicts(new PrintWriter(printed));
  private final Starts starts = new Starts();

  @Test
  void theMiddleOneMustKeepBothBars() {
    starts.add(1_200, 180, 60);
    starts.add(1_300, 190, 60);
    starts.add(9_000, 900, 60);

    starts.judge("dev", 2_000, verdicts);

    verdicts.print();
    assertThat(verdicts.exitCode()).isZero();
    assertThat(printed.toString())
        .containsPattern("ready within 2000 ms +1300 ms +PASS")
        .containsPattern("less than 250 MiB resident +190 MiB +PASS");
  }

  @Test
  void aNodeThatIsQuickAndTooLargeMissesOne() {
    starts.add(1_200, 251, 60);

    starts.judge("dev", 2_000, verdicts);

    verdicts.print();
    assertThat(verdicts.exitCode()).isEqualTo(1);
    assertThat(printed.toString()).containsPattern("resident +251 MiB +MISSED");
  }
}
