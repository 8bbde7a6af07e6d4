package io.sennit.bench.rpc;

import java.util.function.Consumer;

/** A way to call another process. */
interface Wire {
  /** Answers all calls with this. */
  void answer(int port, byte[] answer) throws Exception;

  /** Makes calls possible. */
  void connect(int port) throws Exception;

  /** Says how long the answer is when it is there, or -1. */
  void call(Consumer<Integer> end);
}
