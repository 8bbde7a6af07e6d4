package io.sennit.mesh.settings;

import io.sennit.mesh.policy.BadPolicies;
import io.sennit.mesh.policy.Policies;

/**
 * Reads the file with the policies, if one is named; each fault in it is a fault of the settings.
 */
final class PolicyFile {
  private static final String OPTION = "--policies";

  private PolicyFile() {}

  static Policies read(Source source) {
    try {
      return Policies.read(JsonFile.read(source, OPTION));
    } catch (BadPolicies bad) {
      source
          .find(OPTION)
          .ifPresent(
              file -> bad.faults().forEach(fault -> source.fault(file.name() + ": " + fault)));
      return Policies.defaults();
    }
  }
}
