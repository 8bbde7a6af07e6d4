package io.sennit.bench.chaos;

import io.sennit.bench.bars.Verdicts;
import java.util.concurrent.Callable;

/** One kind of fault under load: plays it, and judges what it saw by its bars. */
interface Scenario extends Callable<Integer> {
  Stage stage();

  void play(Verdicts verdicts) throws Exception;

  /** As a command of its own: fails when a bar is missed. */
  @Override
  default Integer call() throws Exception {
    Verdicts verdicts = stage().verdicts();
    play(verdicts);
    verdicts.print();
    return verdicts.exitCode();
  }
}
