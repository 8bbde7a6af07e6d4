package io.sennit.mesh.settings;

import java.util.List;

/** Settings that cannot work; the message names every fault. */
public final class BadSettings extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadSettings(List<String> faults) {
    super(
        faults.size() == 1
            ? faults.get(0)
            : faults.size() + " settings are wrong: " + String.join("; ", faults),
        null,
        false,
        false);
  }
}
