package io.sennit.mesh.settings;

import io.sennit.mesh.settings.Source.Given;
import io.sennit.mesh.store.DatabaseUri;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads where services keep their data. A fault repeats no part of an address, for there is a
 * password in it.
 */
final class DatabaseOptions {
  private static final String COMMON = "--database";
  private static final String OWN = "--database-of";
  private static final Pattern ENTRY = Pattern.compile("([\\w.-]+)=(\\w+://.*)");
  /** A comma that no further entry follows belongs to a password. */
  private static final Pattern SEPARATOR = Pattern.compile(",?\\s+|,(?=[\\w.-]+=\\w+://|$)");

  private final Source source;

  DatabaseOptions(Source source) {
    this.source = source;
  }

  /** The database for all services that have none of their own. */
  @Nullable
  Secret common() {
    Optional<Given> given = source.findSecret(COMMON);
    given.ifPresent(database -> check(database.name(), database.value()));
    return given.map(Given::secret).orElse(null);
  }

  /**
   * The databases that single services have to themselves.
   *
   * @param known the names that may be used, or null when services from elsewhere add theirs later
   */
  Map<String, Secret> own(@Nullable Set<String> known) {
    Map<String, Secret> own = new LinkedHashMap<>();
    source.findSecret(OWN).ifPresent(given -> {
      String[] entries = SEPARATOR.split(given.value().strip());
      for (int i = 0; i < entries.length; i++) {
        Matcher entry = ENTRY.matcher(entries[i]);
        if (entry.matches()) {
          add(own, given.name(), entry, known);
        } else {
          source.fault(given.name() + ": entry " + (i + 1) + " of " + entries.length
              + " does not read SERVICE=postgresql://user:password@host:port/database");
        }
      }
    });
    return own;
  }

  private void add(
      Map<String, Secret> own, String option, Matcher entry, @Nullable Set<String> known) {
    String service = entry.group(1);
    if (known != null && !known.contains(service)) {
      source.fault(option + " names '" + service
          + "', which is no service here: correct the name, or bring the service with --services");
    } else if (own.put(service, new Secret(entry.group(2))) != null) {
      source.fault(option + " names '" + service + "' twice: leave one address for it");
    } else {
      check(option + " for '" + service + "'", entry.group(2));
    }
  }

  private void check(String name, String address) {
    try {
      DatabaseUri.parse(address);
    } catch (IllegalArgumentException refused) {
      // Its message does not repeat the value.
      source.fault(name + ": " + refused.getMessage());
    }
  }
}
