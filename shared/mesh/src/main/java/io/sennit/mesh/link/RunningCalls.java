package io.sennit.mesh.link;

import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import io.sennit.mesh.message.Call;
import java.util.List;

/** The calls of one other lane that run here, so that they can be stopped when nobody waits. */
final class RunningCalls {
  private final LongObjectMap<Call> calls = new LongObjectHashMap<>();

  void add(long correlation, Call call) {
    calls.put(correlation, call);
  }

  void ended(long correlation) {
    calls.remove(correlation);
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  void stop(long correlation) {
    Call call = calls.remove(correlation);
    if (call != null) {
      call.cancellation().cancel();
    }
  }

  /** Its caller may have died before it could take the call back. */
  void stopLate(long now) {
    stop(calls.values().stream().filter(call -> call.deadline().passed(now)).toList());
  }

  /** Returns those that were stopped. */
  List<Long> stopAll() {
    List<Long> stopped = List.copyOf(calls.keySet());
    List<Call> unwanted = List.copyOf(calls.values());
    calls.clear();
    stop(unwanted);
    return stopped;
  }

  /** What is told may end the call, so the map is not walked meanwhile. */
  private static void stop(List<Call> unwanted) {
    unwanted.forEach(call -> call.cancellation().cancel());
  }
}
