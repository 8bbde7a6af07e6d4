package io.sennit.node.life;

import io.sennit.mesh.settings.DataSettings;
import io.sennit.mesh.settings.Hosting;
import io.sennit.mesh.settings.Secret;
import io.sennit.mesh.store.Database;
import io.sennit.mesh.store.DatabaseUri;
import io.sennit.mesh.store.Databases;
import io.sennit.mesh.store.StoreOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which databases the services of a node need: it opens no other one, and does not depend on it.
 *
 * @param common whether the one for all services is needed
 * @param own those that services of this node have to themselves, by service
 */
record DatabaseNeeds(boolean common, Map<String, Secret> own) {
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);

  /** The needs of these parts, or a failure when the settings name a service that has none. */
  static DatabaseNeeds of(DataSettings data, Catalogue catalogue, List<Hosting> parts)
      throws StartFailure {
    Set<String> keepers = catalogue.keepers();
    for (String service : data.databaseOf().keySet()) {
      if (!keepers.contains(service)) {
        throw new StartFailure("--database-of names '" + service
            + "', and no service of that name keeps data here: "
            + (keepers.isEmpty() ? "none does" : "those that do are " + String.join(", ", keepers))
            + "; correct the name, or leave it out");
      }
    }
    Set<String> here = new TreeSet<>(keepers);
    here.retainAll(parts.stream().map(Hosting::name).toList());
    Map<String, Secret> own = new TreeMap<>(data.databaseOf());
    own.keySet().retainAll(here);
    return new DatabaseNeeds(here.isEmpty() || !own.keySet().containsAll(here), own);
  }

  /** @param address of the database for all services, or null when there is none */
  Databases open(Vertx vertx, @Nullable String address) {
    Map<String, DatabaseUri> addresses = new TreeMap<>();
    own.forEach((service, secret) -> addresses.put(service, DatabaseUri.parse(secret.value())));
    return Databases.at(
        vertx,
        address == null ? null : DatabaseUri.parse(address),
        addresses,
        StoreOptions.defaults());
  }

  /** Ends well when every database answers; tells for which services the one is that does not. */
  Future<Void> probe(Databases databases) {
    return Future.all(databases.all().stream()
            .map(database -> database
                .probe(FIRST_ANSWER)
                .recover(failure -> Future.failedFuture(
                    new StartFailure(option(databases, database) + failure.getMessage()))))
            .toList())
        .mapEmpty();
  }

  private String option(Databases databases, Database database) {
    List<String> services =
        own.keySet().stream().filter(one -> database.equals(databases.of(one))).toList();
    return services.isEmpty() ? "" : "--database-of " + String.join(", ", services) + ": ";
  }

  /** The databases of single services as SENNIT_DATABASE_OF tells them to another process. */
  String variable() {
    return own.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue().value())
        .collect(Collectors.joining(" "));
  }
}
