package io.sennit.bench.profile;

import io.sennit.bench.calls.Pair;
import io.sennit.bench.measure.Load;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/** Calls over a link; this process is the caller. */
final class CallsSubject implements Subject {
  private final Pair pair;
  private final Load load;

  private CallsSubject(Pair pair, int inFlight) {
    this.pair = pair;
    this.load = new Load(pair.vertx(), inFlight);
  }

  static CallsSubject start(int inFlight) throws Exception {
    return new CallsSubject(Pair.start(), inFlight);
  }

  @Override
  public Map<String, ProcessHandle> processes() {
    return Map.of("caller", ProcessHandle.current(), "host", pair.host().handle());
  }

  @Override
  public String load(Duration time) throws Exception {
    return said("calls", load.run(pair::call, time));
  }

  @Override
  public void close() {
    try {
      pair.close();
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }
}
