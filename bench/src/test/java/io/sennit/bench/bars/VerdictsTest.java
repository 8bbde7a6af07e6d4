package io.sennit.bench.bars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictsTest {
  private final StringWriter printed = new StringWriter();
  private final Verdicts verdicts = new Verdicts(new PrintWriter(printed));

  @Test
  void aMissedBarFailsTheCommandHoweverManyWereReached() {
    verdicts.judge("kill", "no failed request", "0 of 10", true);
    assertThat(verdicts.exitCode()).isZero();

    verdicts.judge("kill", "no request above 1.5 s", "1600 ms", false);
    assertThat(verdicts.exitCode()).isEqualTo(1);
    verdicts.print();
    assertThat(printed.toString())
        .containsPattern("no failed request +0 of 10 +PASS")
        .containsPattern("no request above 1.5 s +1600 ms +MISSED");
  }

  @Test
  void aScenarioThatBrokeOffFailsTheCommand() {
    verdicts.brokenOff("stop", new IOException("service-1 is not ready"));

    assertThat(verdicts.exitCode()).isEqualTo(1);
  }

  @Test
  void whereNothingCouldBeRunOneLineSaysSo() {
    verdicts.notRun("partition", "network namespaces are not permitted here");

    verdicts.print();

    assertThat(verdicts.exitCode()).isEqualTo(2);
    assertThat(printed.toString().lines())
        .containsExactly("partition was not run: network namespaces are not permitted here");
  }

  @Test
  void whatCouldNotBeRunFailsNothingElse() {
    verdicts.judge("kill", "no failed request", "0 of 10", true);
    verdicts.notRun("partition", "network namespaces are not permitted here");

    assertThat(verdicts.exitCode()).isZero();
  }

  @Test
  void verdictsOfAnotherProcessCountAsOwn(@TempDir Path folder) throws Exception {
    Verdicts others = new Verdicts(new PrintWriter(new StringWriter()));
    others.judge("partition", "no failed request", "7 of 10", false);
    others.write(folder.resolve("seen"));

    verdicts.read(folder.resolve("seen"));

    assertThat(verdicts.exitCode()).isEqualTo(1);
    verdicts.print();
    assertThat(printed.toString()).containsPattern("partition +no failed request +7 of 10 +MISSED");
  }
}
