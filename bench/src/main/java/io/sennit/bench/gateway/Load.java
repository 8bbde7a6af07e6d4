package io.sennit.bench.gateway;

import io.sennit.bench.http.Shot;
import io.sennit.bench.http.Target;

/**
 * What is asked of every contestant for a turn.
 *
 * @param rate requests a second, or 0 where each answer is followed by the next request
 */
record Load(String title, int rate, Ask ask) {

  /** Asks for as long as a turn takes. */
  @FunctionalInterface
  interface Ask {
    Shot run(Target target) throws Exception;
  }
}
