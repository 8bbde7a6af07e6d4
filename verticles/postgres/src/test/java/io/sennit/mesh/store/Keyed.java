package io.sennit.mesh.store;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Envelope;
import io.sennit.mesh.message.Identity;
import io.sennit.mesh.message.Pairs;
import io.sennit.mesh.message.Repeatable;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Calls that are to be done once. */
final class Keyed {
  static final Identity ANNE = new Identity("anne", List.of());
  static final Identity BERT = new Identity("bert", List.of());

  private Keyed() {}

  /** Somebody's call for a piece, with a key. */
  static Call call(Identity who, String key, int piece) {
    Envelope envelope = Envelope.by(who);
    Call call = Call.to("shop.sell", new JsonObject().put("piece", piece));
    return new Call(
        call.operation(),
        call.params(),
        call.body(),
        new Envelope(
            envelope.deadline(),
            who,
            envelope.trace(),
            Pairs.of(Repeatable.KEY, key),
            envelope.cancellation()));
  }
}
