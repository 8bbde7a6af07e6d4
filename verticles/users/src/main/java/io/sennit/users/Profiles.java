package io.sennit.users;

import io.sennit.contracts.User;
import io.sennit.mesh.event.EventLog;
import io.sennit.mesh.event.NewEvent;
import io.sennit.mesh.message.Body;
import io.sennit.mesh.message.Call;
import io.sennit.mesh.message.Ids;
import io.sennit.mesh.message.Reply;
import io.sennit.mesh.problem.Kind;
import io.sennit.mesh.problem.Problem;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.Transaction;
import io.sennit.mesh.token.Tokens.Revocation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.DatabaseException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Accounts, as their users and the administrators see and change them. */
final class Profiles {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final List<String> ADMINISTRATORS = List.of(Account.ADMIN);

  private final Store store;
  private final EventLog events;
  private final Passwords passwords;
  private final Revocations revocations;
  private final Clock clock;

  Profiles(
      Store store, EventLog events, Passwords passwords, Revocations revocations, Clock clock) {
    this.store = store;
    this.events = events;
    this.passwords = passwords;
    this.revocations = revocations;
    this.clock = clock;
  }

  Future<Reply> register(Call call) {
    if (isReserved(call.input().getString("email"))) {
      return Future.failedFuture(taken());
    }
    return hashed(call, Account.login(call.input().getString("email")))
        .compose(ready -> store.onceAbout(ready, Profiles::whose, transaction -> {
          JsonObject input = ready.input();
          Account account = fresh(
              input.getString("name"),
              input.getString("email"),
              input.getString("password"),
              List.of(Account.CUSTOMER));
          return add(transaction, account).map(added -> {
            if (!added) {
              throw taken();
            }
            return Reply.created("/user/" + account.id(), account.toJson());
          });
        }));
  }

  Account fresh(String name, String email, String hash, List<String> roles) {
    return new Account(
        Ids.next(), name, email, hash, roles, 1, clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  /** False when somebody has the email already. */
  Future<Boolean> add(Transaction transaction, Account account) {
    return transaction.execute(Sql.REGISTER, account.asNew()).compose(rows -> {
      if (rows.size() == 0) {
        return Future.succeededFuture(false);
      }
      return tell(transaction, User.REGISTERED, account.id()).map(told -> true);
    });
  }

  Future<Reply> read(Call call) {
    return read(call, "id");
  }

  Future<Reply> readByQuery(Call call) {
    return read(call, "user_id");
  }

  private Future<Reply> read(Call call, String field) {
    UUID id = own(call, field);
    return store
        .read(call, Sql.READ, Tuple.of(id))
        .map(rows -> Reply.ok(found(rows).toJson()));
  }

  Future<Reply> exists(Call call) {
    UUID id = UUID.fromString(call.input().getString("id"));
    return store
        .read(call, Sql.EXISTS, Tuple.of(id))
        .map(rows ->
            Reply.ok(new JsonObject().put("exists", rows.iterator().next().getBoolean(0))));
  }

  Future<Reply> change(Call call) {
    UUID id = own(call, "id");
    return hashed(call, id.toString())
        .compose(ready -> store.onceAbout(ready, Profiles::whose, transaction -> {
          JsonObject input = ready.input();
          return change(transaction, id, account -> changed(account, input));
        }))
        .recover(failure -> Future.failedFuture(
            failure instanceof DatabaseException broken
                    && UNIQUE_VIOLATION.equals(broken.getSqlState())
                ? taken()
                : failure));
  }

  private static boolean isReserved(String email) {
    return Account.login(email).equals(FirstAdministrator.EMAIL);
  }

  /** Of whom an answer tells. */
  private static String whose(Reply reply) {
    return reply.json().getString("id");
  }

  private static Account changed(Account account, JsonObject input) {
    Account next = account;
    if (input.containsKey("name")) {
      next = next.called(input.getString("name"));
    }
    if (input.containsKey("email")) {
      if (isReserved(input.getString("email")) && !account.roles().contains(Account.ADMIN)) {
        throw taken();
      }
      next = next.reachedAt(input.getString("email"));
    }
    return input.containsKey("password") ? next.withPassword(input.getString("password")) : next;
  }

  Future<Reply> changeRoles(Call call) {
    UUID id = UUID.fromString(call.input().getString("id"));
    List<String> roles =
        call.input().getJsonArray("roles").stream().map(String.class::cast).toList();
    return store.onceAbout(call, Profiles::whose, transaction -> {
      Future<Void> kept = roles.contains(Account.ADMIN)
          ? Future.succeededFuture()
          : keepAnAdministrator(transaction, id);
      return kept.compose(v -> change(transaction, id, account -> account.withRoles(roles)));
    });
  }

  private Future<Reply> change(Transaction transaction, UUID id, UnaryOperator<Account> changing) {
    return transaction.execute(Sql.READ_TO_CHANGE, Tuple.of(id)).compose(rows -> {
      Account before = found(rows);
      Account after = changing.apply(before);
      Future<?> done = transaction.execute(Sql.CHANGE, after.asChanged());
      if (after.generation() != before.generation()) {
        done = done.compose(v -> revocations.revoke(transaction, id, after.generation()));
      }
      return done.map(v -> Reply.ok(after.toJson()));
    });
  }

  /** All that is left is the id, in orders and in the books. */
  Future<Reply> delete(Call call) {
    UUID id = own(call, "id");
    return store.once(
        call,
        transaction -> keepAnAdministrator(transaction, id)
            .compose(v -> transaction.execute(Sql.DELETE, Tuple.of(id)))
            .compose(deleted -> {
              if (deleted.rowCount() == 0) {
                throw unknown();
              }
              return tell(transaction, User.DELETED, id);
            })
            .compose(v -> Store.forgetAnswersAbout(transaction, id.toString()))
            .compose(v -> revocations.revoke(transaction, id, Revocation.NONE_IS_GOOD))
            .map(v -> Reply.noContent()));
  }

  private static Future<Void> keepAnAdministrator(Transaction transaction, UUID id) {
    return transaction.execute(Sql.ADMINISTRATORS).map(rows -> {
      List<UUID> all = rows.stream().map(row -> row.getUUID(0)).toList();
      if (all.equals(List.of(id))) {
        throw Problem.of(
            Kind.CONFLICT, "This is the last administrator: make somebody else one first.");
      }
      return null;
    });
  }

  private Future<Void> tell(Transaction transaction, String type, UUID id) {
    return events.append(
        transaction, NewEvent.of(type, id.toString(), new JsonObject()).ownedBy(id.toString()));
  }

  /** The call with the hash in place of the password, which nobody needs from here on. */
  private Future<Call> hashed(Call call, String whose) {
    String password = call.input().getString("password");
    if (password == null) {
      return Future.succeededFuture(call);
    }
    return passwords
        .inTurn(
            Line.Sort.NEW_PASSWORD,
            call,
            () -> passwords.hash(password, Passwords.salt(call, whose)))
        .map(hash -> new Call(
            call.operation(),
            call.params(),
            Body.of(call.input().copy().put("password", hash)),
            call.envelope()));
  }

  /** The id that is asked for, if it is the caller's own; others' do not exist for it. */
  private static UUID own(Call call, String field) {
    UUID id = UUID.fromString(call.input().getString(field));
    boolean mayAll = call.identity().isOperator() || call.identity().hasAnyOf(ADMINISTRATORS);
    if (!mayAll && !call.identity().subject().equals(id.toString())) {
      throw unknown();
    }
    return id;
  }

  private static Account found(RowSet<Row> rows) {
    if (rows.size() == 0) {
      throw unknown();
    }
    return Account.of(rows.iterator().next());
  }

  private static Problem unknown() {
    return Problem.of(Kind.NOT_FOUND, "There is no such user, or it is not yours to see.");
  }

  private static Problem taken() {
    return Problem.of(Kind.CONFLICT, "Somebody has this email already; log in, or use another.");
  }
}
