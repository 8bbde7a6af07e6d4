package io.sennit.users;

import io.sennit.mesh.message.Call;
import io.sennit.mesh.service.ServiceContext;
import io.sennit.mesh.store.Store;
import io.sennit.mesh.store.Transaction;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The administrator whom the first start makes, on one node. Its password is asked for only there,
 * so that no other node makes one up.
 */
final class FirstAdministrator {
  /** Nobody else gets it over HTTP, also while there is no administrator yet. */
  static final String EMAIL = "admin@sennit.local";

  static final String SECRET = "admin-password";
  private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

  private final ServiceContext context;
  private final Store store;
  private final Profiles profiles;
  private final Passwords passwords;
  private final Promise<Void> decided = Promise.promise();

  FirstAdministrator(ServiceContext context, Profiles profiles, Passwords passwords) {
    this.context = context;
    this.store = context.store();
    this.profiles = profiles;
    this.passwords = passwords;
  }

  /** Ends when there is an administrator, or when it is clear that this start makes none. */
  Future<Void> make(Call call) {
    return store
        .inTransaction(call, transaction -> {
          // Sent right behind the lock, and looks when it has it.
          transaction.execute(Sql.LOCK_ACCOUNTS);
          return transaction
              .execute(Sql.ADMINISTRATORS)
              .compose(found -> found.size() > 0 ? nothingToDo() : make(transaction));
        })
        .recover(failure -> {
          decided.tryFail(failure);
          log.error("There is no administrator yet; the next start makes one", failure);
          return Future.succeededFuture();
        });
  }

  /**
   * Ends earlier: when it is known whether one is needed, and its password is known and kept. The
   * hash of it need not be waited for.
   */
  Future<Void> decided() {
    return decided.future();
  }

  private Future<Void> nothingToDo() {
    decided.tryComplete();
    return Future.succeededFuture();
  }

  private Future<Void> make(Transaction transaction) {
    return context
        .secret(SECRET)
        .onSuccess(known -> decided.tryComplete())
        .compose(password -> passwords.hash(password, Passwords.randomSalt()))
        .compose(hash -> profiles.add(
            transaction,
            profiles.fresh("Administrator", EMAIL, hash, List.of(Account.CUSTOMER, Account.ADMIN))))
        .map(added -> {
          if (!added) {
            throw new IllegalStateException(EMAIL + " is somebody who is no administrator");
          }
          log.info("{} is the administrator of this shop", EMAIL);
          return null;
        });
  }
}
