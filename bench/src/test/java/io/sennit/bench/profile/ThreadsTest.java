package io.sennit.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ThreadsTest {
  private static final String STAT =
      "4711 (C2 (Compiler) 0) S 1 4711 4711 0 -1 4194368 100 0 0 0 250 50 0 0 20 0 40 0 12345 0 0";

  @Test
  void aNameMayHaveBracketsAndSpaces() {
    assertThat(Threads.name(STAT)).isEqualTo("C2 (Compiler) 0");
    assertThat(Threads.ticks(STAT, Threads.USER)).isEqualTo(250);
    assertThat(Threads.ticks(STAT, Threads.KERNEL)).isEqualTo(50);
  }

  @Test
  void threadsAreCountedByWhatTheyAreFor() {
    assertThat(Threads.kind("C2 CompilerThre")).isEqualTo("compiler C2");
    assertThat(Threads.kind("vert.x-eventloo")).isEqualTo("event loops");
    assertThat(Threads.kind("GC Thread#0")).isEqualTo("garbage collector");
    assertThat(Threads.kind("main")).isEqualTo("others");
  }

  @Test
  void whatAThreadUsesIsSeen() throws IOException {
    long self = ProcessHandle.current().pid();
    Threads before = Threads.of(self);
    long until = System.nanoTime() + 100_000_000;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    StringWriter said = new StringWriter();
    Threads.of(self).since(before).print(new PrintWriter(said), "all", 10);

    assertThat(said.toString()).contains("others");
  }
}
