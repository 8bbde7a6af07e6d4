package io.sennit.mesh.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The databases of a node: one that its services have in common, and those that single services
 * have to themselves.
 */
public final class Databases {
  private final @Nullable Database common;
  private final Map<String, Database> own;

  private Databases(@Nullable Database common, Map<String, Database> own) {
    this.common = common;
    this.own = own;
  }

  /** One for every service; null for none at all. */
  public static Databases common(@Nullable Database database) {
    return new Databases(database, Map.of());
  }

  /** Opens each address once, also when several services name it. */
  public static Databases at(
      Vertx vertx,
      @Nullable DatabaseUri common,
      Map<String, DatabaseUri> own,
      StoreOptions options) {
    Map<DatabaseUri, Database> opened = new HashMap<>();
    Function<DatabaseUri, Database> open =
        address -> opened.computeIfAbsent(address, uri -> Database.at(vertx, uri, options));
    Databases databases = common(common == null ? null : open.apply(common));
    for (Map.Entry<String, DatabaseUri> one : own.entrySet()) {
      databases = databases.with(one.getKey(), open.apply(one.getValue()));
    }
    return databases;
  }

  /** The same, but this service keeps its data here. */
  public Databases with(String service, Database database) {
    Map<String, Database> more = new TreeMap<>(own);
    more.put(service, database);
    return new Databases(common, more);
  }

  /** Where the service keeps its data; null if nobody named a database for it. */
  public @Nullable Database of(String service) {
    return own.getOrDefault(service, common);
  }

  /** Each database once. */
  public Set<Database> all() {
    Set<Database> all = new LinkedHashSet<>();
    if (common != null) {
      all.add(common);
    }
    all.addAll(own.values());
    return all;
  }

  /** Closes all of them. */
  public Future<Void> close() {
    return Future.join(all().stream().map(Database::close).toList()).mapEmpty();
  }
}
