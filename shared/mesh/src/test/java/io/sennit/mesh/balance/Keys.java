package io.sennit.mesh.balance;

import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.OperationId;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.policy.Balancing;
import io.sennit.mesh.policy.HashKey;
import java.time.Duration;

/** Calls with and without keys, and the policies that go by them. */
final class Keys {
  static final Call NONE = Call.to("time.now");

  private static final HashKey KEY = new HashKey(HashKey.Source.PATH, "id");
  private static final OperationId NOW = OperationId.parse("time.now");
  private static final Envelope ENVELOPE = Envelope.by(Identity.ANONYMOUS);

  private Keys() {}

  static Call call(String key) {
    return new Call(NOW, Pairs.of("id", key), Body.EMPTY, ENVELOPE);
  }

  static Call call(int key) {
    return call("user-" + key);
  }

  static Balancing policy(Balancing.Strategy strategy) {
    return new Balancing(strategy, KEY, false, Duration.ZERO);
  }
}
