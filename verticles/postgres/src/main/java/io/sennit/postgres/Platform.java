package io.sennit.postgres;

import java.util.Locale;

/** The operating system and processor that the binaries are made for. */
record Platform(String system, String processor) {

  static Platform current() {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static Platform of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String system = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "darwin" : "";
    String processor = switch (osArch.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "arm_64";
      default -> "";
    };
    if (system.isEmpty() || processor.isEmpty()) {
      throw new PostgresException("There is no embedded PostgreSQL for " + osName + " on " + osArch
          + ": run a PostgreSQL of your own and name it with --database.");
    }
    return new Platform(system, processor);
  }

  /** The archive's name in the class path, as its publisher chose it. */
  String archive() {
    return "postgres-" + system + "-" + processor + ".txz";
  }
}
