package io.sennit.mesh.settings;

import io.sennit.mesh.policy.BadPolicies;
import io.sennit.mesh.policy.Policies;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the file with the policies, if one is named; each fault in it is a fault of the settings.
 */
final class PolicyFile {
  private static final String OPTION = "--policies";

  private PolicyFile() {}

  static Policies read(Source source) {
    Optional<Source.Given> file = source.find(OPTION);
    if (file.isEmpty()) {
      return Policies.defaults();
    }
    try {
      return Policies.read(new JsonObject(Files.readString(Path.of(file.get().value()))));
    } catch (IOException unreadable) {
      source.fault(file.get().fault("the file cannot be read"));
    } catch (DecodeException malformed) {
      source.fault(file.get().fault("the file is no JSON object: " + malformed.getMessage()));
    } catch (BadPolicies bad) {
      bad.faults().forEach(fault -> source.fault(file.get().name() + ": " + fault));
    }
    return Policies.defaults();
  }
}
