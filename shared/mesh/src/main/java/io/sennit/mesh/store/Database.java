package io.sennit.mesh.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database of the cluster as this node uses it: each service that it opens for gets a schema, a
 * role and a store of its own, and cannot see those of another.
 *
 * <p>Make it where the process is put together, outside of any verticle: what it opens then
 * outlives the single instances of a service, which share the service's store.
 */
public final class Database {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final String ALIVE = "SELECT 1";
  private static final String WRONG_PASSWORD = "28P01";

  private final Vertx vertx;
  private final String place;
  private final Context home;
  private final StoreOptions options;
  private final Pools pools;
  private final SchemaUpgrade upgrade;
  private final Failures failures;
  private final CancelRequest cancelRequest;
  private final Pool administration;
  private final Map<String, Future<Store>> opened = new ConcurrentHashMap<>();

  private Database(Vertx vertx, DatabaseUri uri, StoreOptions options) {
    this.vertx = vertx;
    this.place = uri.place();
    // A pool that is made in a verticle's context is closed with that verticle.
    this.home = vertx.getOrCreateContext();
    this.options = options;
    this.pools = new Pools(vertx, uri, options);
    this.upgrade = new SchemaUpgrade(vertx, pools, uri, options);
    this.failures = new Failures(uri);
    this.cancelRequest = pools.cancelRequest();
    this.administration = pools.administration();
  }

  /** Connects only when it is first asked for something. */
  public static Database at(Vertx vertx, DatabaseUri uri, StoreOptions options) {
    return new Database(vertx, uri, options);
  }

  /** Which database on which server, without the login. */
  public String place() {
    return place;
  }

  /** Succeeds if the database answers a question in this time. */
  public Future<Void> probe(Duration deadline) {
    return administration
        .query(ALIVE)
        .execute()
        .<Void>mapEmpty()
        .timeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failures::explain);
  }

  /** As below, with migrations that the class loader of the mesh itself sees. */
  public Future<Store> openSchema(String service, String migrations) {
    return openSchema(service, Migrations.of(Database.class, migrations));
  }

  /**
   * The service's store, after its role and schema are there and its migrations are executed; any
   * number of nodes may ask at once. A second call for the same service answers the same store.
   */
  public Future<Store> openSchema(String service, Migrations migrations) {
    ServiceSchema schema;
    try {
      schema = new ServiceSchema(service);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
    Future<Store> store =
        opened.computeIfAbsent(service, name -> atHome(() -> prepare(schema, migrations)));
    // Not inside of the map's function: one that fails at once would change the map within itself.
    return store.onFailure(failure -> opened.remove(service, store));
  }

  private Future<Store> prepare(ServiceSchema schema, Migrations migrations) {
    long began = System.nanoTime();
    Pool pool = pools.service(schema);
    return vertx
        .executeBlocking(() -> SchemaScripts.read(migrations), false)
        .compose(scripts -> SchemaState.look(administration, schema)
            .timeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .compose(state -> state.complete(scripts)
                ? Future.succeededFuture()
                : upgrade.run(schema, scripts, pool))
            .compose(ready -> login(schema, scripts, pool)))
        .map(ready -> new Store(new Connections(vertx, pool, cancelRequest, options), failures))
        .onSuccess(ready -> LOG.info(
            "The schema {} is ready after {} ms",
            schema.name(),
            Duration.ofNanos(System.nanoTime() - began).toMillis()))
        .onFailure(failure -> pool.close())
        .recover(failures::explain);
  }

  /**
   * Whether the role's password still fits is seen by using it; it does not after the address's
   * password has changed.
   */
  private Future<Void> login(ServiceSchema schema, SchemaScripts scripts, Pool pool) {
    return ask(pool)
        .recover(
            failure -> failure instanceof PgException e && WRONG_PASSWORD.equals(e.getSqlState())
                ? upgrade.run(schema, scripts, pool).compose(renewed -> ask(pool))
                : Future.failedFuture(failure));
  }

  private Future<Void> ask(Pool pool) {
    return pool.query(ALIVE)
        .execute()
        .<Void>mapEmpty()
        .timeout(options.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<Void> close(Pool pool) {
    return pool.close()
        .timeout(options.silence().toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> {
          LOG.warn(
              "A pool was closed while the database did not answer: {}",
              String.valueOf(failure.getMessage()));
          return Future.succeededFuture();
        });
  }

  private <T> Future<T> atHome(Supplier<Future<T>> work) {
    return Future.future(promise -> home.runOnContext(go -> work.get().onComplete(promise)));
  }

  /**
   * Closes every service's pool. What runs on them is finished first, unless the server does not
   * answer any more.
   */
  public Future<Void> close() {
    List<Future<Void>> closing = new ArrayList<>();
    closing.add(close(administration));
    opened
        .values()
        .forEach(store -> closing.add(
            store.compose(ready -> close(ready.pool()), failed -> Future.succeededFuture())));
    opened.clear();
    return Future.join(closing).mapEmpty();
  }
}
