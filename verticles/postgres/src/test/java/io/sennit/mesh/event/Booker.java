package io.sennit.mesh.event;

import io.sennit.mesh.message.Reply;
import io.sennit.mesh.service.Operation;
import io.sennit.mesh.service.Service;
import io.sennit.mesh.service.ServiceSpec;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.function.UnaryOperator;

/** A service that books each sale, whose handling a test can disturb. */
final class Booker implements Service {
  static final String BOOK = "INSERT INTO booking (position, subject, number) VALUES ($1, $2, $3)";

  private final UnaryOperator<EventHandler> around;
  private final UnaryOperator<Subscription.Builder> terms;

  Booker(UnaryOperator<EventHandler> around, UnaryOperator<Subscription.Builder> terms) {
    this.around = around;
    this.terms = terms;
  }

  static Booker undisturbed() {
    return new Booker(handler -> handler, builder -> builder);
  }

  @Override
  public ServiceSpec spec() {
    return ServiceSpec.named("booker")
        .keepsData("db/booker")
        .operation(
            Operation.named("idle").handledBy(call -> Future.succeededFuture(Reply.noContent())))
        .subscription(terms.apply(
            Subscription.group("books").from("seller").on("sale.made", around.apply(Booker::book))))
        .build();
  }

  static Future<Void> book(Event event, Transaction transaction) {
    return transaction
        .execute(
            BOOK, Tuple.of(event.position(), event.subject(), event.data().getInteger("number")))
        .mapEmpty();
  }
}
