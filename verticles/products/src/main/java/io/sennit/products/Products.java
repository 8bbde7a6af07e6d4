package io.sennit.products;

import io.sennit.contracts.Money;
import io.sennit.mesh.event.EventLog;
import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Ids;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.service.EntityTag;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** The products as merchants change them. */
final class Products {
  private static final String UNIQUE_VIOLATION = "23505";

  private final Store store;
  private final EventLog events;
  private final Changes changes;

  Products(Store store, EventLog events, Changes changes) {
    this.store = store;
    this.events = events;
    this.changes = changes;
  }

  Future<Reply> create(Call call) {
    return once(call, transaction -> {
      Product empty =
          new Product(Ids.next(), "", "", "", Money.none("EUR"), 0, Instant.EPOCH, Instant.EPOCH);
      Product wanted = empty.with(call.input());
      Future<?> made = transaction.execute(ProductSql.CREATE, wanted.columns());
      return made.compose(
              there -> kept(transaction, wanted, wanted.stock(), Movement.Kind.RECEIVED))
          .compose(product -> tell(transaction, "product.created", product.id(), product.toJson())
              .map(Reply.created("/product/" + product.id(), product.toJson())))
          .map(Products::tagged);
    });
  }

  Future<Reply> update(Call call) {
    return once(
        call,
        transaction -> hold(transaction).compose(before -> {
          Product wanted = before.with(call.input());
          long more = wanted.stock() - before.stock();
          Future<?> changed = transaction.execute(ProductSql.UPDATE, wanted.columns());
          return changed
              .compose(there -> kept(transaction, wanted, more, Movement.Kind.CORRECTED))
              .compose(after -> tell(transaction, "product.updated", after.id(), after.toJson())
                  .map(tagged(Reply.ok(after.toJson()))));
        }));
  }

  Future<Reply> delete(Call call) {
    return once(
        call,
        transaction -> hold(transaction).compose(before -> {
          JsonObject gone =
              new JsonObject().put("id", before.id().toString()).put("sku", before.sku());
          return transaction
              .execute(ProductSql.DELETE, Tuple.of(before.id()))
              .compose(deleted -> tell(transaction, "product.deleted", before.id(), gone))
              .map(Reply.noContent());
        }));
  }

  /** A product that stays as it is until the transaction ends, and as the caller believes it is. */
  private static Future<Product> hold(Transaction transaction) {
    Call call = transaction.call();
    UUID id = UUID.fromString(call.input().getString("id"));
    return transaction.execute(ProductSql.HOLD, Tuple.of(id)).map(rows -> {
      if (rows.size() == 0) {
        throw Catalogue.missing();
      }
      Product product = Product.of(rows.iterator().next());
      EntityTag.ofContent(product.toJson()).require(call);
      return product;
    });
  }

  /** Moves its stock, and reads how it is kept now. */
  private static Future<Product> kept(
      Transaction transaction, Product wanted, long more, Movement.Kind kind) {
    Call call = transaction.call();
    Movement movement = new Movement(
        wanted.id(),
        more,
        kind,
        null,
        call.operation().toString(),
        call.identity().subject());
    Future<Void> moved = Movement.add(transaction, more == 0 ? List.of() : List.of(movement));
    Tuple id = Tuple.of(new UUID[] {wanted.id()});
    return moved.compose(there -> transaction.execute(ProductSql.READ, id)).map(rows -> {
      Row row = rows.iterator().next();
      return Product.of(row);
    });
  }

  private static Reply tagged(Reply reply) {
    return EntityTag.ofContent(reply.json()).on(reply);
  }

  private Future<Void> tell(Transaction transaction, String type, UUID id, JsonObject data) {
    transaction.afterCommit(() -> changes.changed(List.of(id)));
    return events.append(transaction, NewEvent.of(type, id.toString(), data));
  }

  private Future<Reply> once(Call call, Function<Transaction, Future<Reply>> work) {
    return store
        .once(call, work)
        .recover(failure -> Future.failedFuture(
            failure instanceof PgException refusal && UNIQUE_VIOLATION.equals(refusal.getSqlState())
                ? Problem.of(Kind.CONFLICT, "Another product has this sku: choose another one.")
                : failure));
  }
}
