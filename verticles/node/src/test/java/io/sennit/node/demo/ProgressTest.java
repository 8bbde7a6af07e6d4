package io.sennit.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter said = new StringWriter();

  @Test
  void onATerminalABarGrowsInItsLine() {
    play(true);

    assertThat(said.toString())
        .contains("\r[###############...............] 50 % they order\u001b[K")
        .endsWith("\r[##############################] 100 % all is counted\u001b[K"
            + System.lineSeparator());
  }

  @Test
  void elsewhereEachActIsALine() {
    play(false);

    assertThat(said.toString().lines())
        .containsExactly("sennit: they order", "sennit: all is counted");
  }

  private void play(boolean terminal) {
    try (Progress progress = new Progress(new PrintWriter(said), terminal)) {
      progress.of(4);
      progress.act("they order");
      progress.step();
      progress.step();
      progress.act("all is counted");
      progress.step();
      progress.step();
    }
  }
}
