package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import java.time.Duration;

/** One group of a service reading the log of one other service. */
record Reading(String service, Subscription subscription, String from) {

  /** The group's name where others may have one of the same name. */
  String reader() {
    return service + "/" + subscription.group();
  }

  String source() {
    return EventLog.sourceOf(from);
  }

  Subscription.Terms terms() {
    return subscription.terms();
  }

  /** What the group's own work is done on behalf of. */
  Call work(Duration patience) {
    return Call.chore(service, subscription.group(), patience);
  }

  @Override
  public String toString() {
    return reader() + " of " + source();
  }
}
