package io.sennit.mesh.event;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Where operators see and change what a service reads, through any of its instances. */
public final class EventDesk {
  private final Vertx vertx;
  private final String service;
  private final Groups groups;
  private final DeadLetters deadLetters;
  private final Replay replay;

  EventDesk(String service, List<Subscription> subscriptions, Surroundings surroundings) {
    this.vertx = surroundings.vertx();
    this.service = service;
    this.groups = new Groups(service, subscriptions, surroundings.store());
    this.deadLetters = new DeadLetters(service, surroundings.store());
    this.replay = new Replay(service, subscriptions, surroundings);
  }

  /** Where each group stands in each log that it reads. */
  public Future<Reply> groups(Call call) {
    return groups.list(call).map(Reply::ok);
  }

  /** The events that were given up, are tried again, or wait behind such a one. */
  public Future<Reply> dead(Call call) {
    return deadLetters.list(call).map(Reply::ok);
  }

  public Future<Reply> retry(Call call) {
    return deadLetters.retry(call).map(this::changed);
  }

  public Future<Reply> drop(Call call) {
    return deadLetters.drop(call).map(this::changed);
  }

  /** Has a group handle events again, or all of one subject. */
  public Future<Reply> replay(Call call) {
    return replay.order(call).map(this::changed);
  }

  /** Those who work for the groups would find out within a second; now they do at once. */
  private Reply changed(JsonObject what) {
    vertx.eventBus().publish(Subscriptions.rebalanceAddress(service), "");
    return Reply.ok(what);
  }
}
