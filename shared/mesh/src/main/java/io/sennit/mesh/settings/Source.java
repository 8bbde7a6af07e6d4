package io.sennit.mesh.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings come from: the command line first, then the environment, where {@code --http-port}
 * is {@code SENNIT_HTTP_PORT}. Faults are collected while reading and told together.
 */
final class Source {
  private static final String PREFIX = "SENNIT_";
  private static final String IN_A_FILE = "_FILE";

  private final Map<String, String> options;
  private final Map<String, String> environment;
  private final List<String> faults = new ArrayList<>();

  Source(Map<String, String> options, Map<String, String> environment) {
    this.options = options;
    this.environment = environment;
  }

  /**
   * A setting and the name its user gave it by, so that a fault is told in the user's own words.
   */
  record Given(String name, String value) {
    Secret secret() {
      return new Secret(value);
    }

    String fault(String expected) {
      return name + " is '" + value + "': " + expected;
    }
  }

  Optional<Given> find(String option) {
    String value = options.get(option);
    if (value != null) {
      return Optional.of(new Given(option, value));
    }
    String variable = variable(option);
    return Optional.ofNullable(environment.get(variable))
        .filter(text -> !text.isEmpty())
        .map(text -> new Given(variable, text));
  }

  /**
   * A setting that is a secret, which may also stand in a file named by the variable with
   * {@code _FILE} behind it.
   */
  Optional<Given> findSecret(String option) {
    Optional<Given> direct = find(option);
    String variable = variable(option) + IN_A_FILE;
    String file = environment.get(variable);
    if (direct.isPresent() || file == null) {
      return direct;
    }
    try {
      return Optional.of(new Given(variable, Files.readString(Path.of(file)).strip()));
    } catch (IOException unreadable) {
      fault(new Given(variable, file).fault("the file cannot be read"));
      return Optional.empty();
    }
  }

  void fault(String sentence) {
    faults.add(sentence);
  }

  void throwFaults() {
    if (!faults.isEmpty()) {
      throw new BadSettings(faults);
    }
  }

  private static String variable(String option) {
    return PREFIX + option.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
